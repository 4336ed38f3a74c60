import { describe, expect, it } from 'vitest';

import { atom, feedId } from '../../src/formats/atom.ts';
import { killed } from '../support/agency-cases.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { everything, frenchFeed, hostile, minimal, sampleDesk, sampleFeed } from '../support/stories.ts';

const read = (...args: Parameters<typeof atom.feed.render>): ReadElement => readXml(atom.feed.render(...args));

function rels(feed: ReadElement): readonly (string | undefined)[] {
  return childrenNamed(feed, 'link').map(({ attributes }) => attributes['rel']);
}

describe('an Atom feed', () => {
  it('has an id of its own that no address changes', () => {
    const moved = { ...sampleDesk, baseUrl: 'http://localhost:8080/' };
    expect(only(read(sampleFeed, [], sampleDesk), 'id').text).toBe('tag:panapress.com,2026:feed/main');
    expect(only(read(sampleFeed, [], moved), 'id').text).toBe('tag:panapress.com,2026:feed/main');
    expect(feedId({ ...sampleFeed, name: 'économie & sport' }, sampleDesk)).toBe(
      'tag:panapress.com,2026:feed/%C3%A9conomie%20%26%20sport',
    );
  });

  it('names its language, and each entry’s, which goes with the entry into every feed', () => {
    const feed = read({ ...sampleFeed, language: 'en' }, [minimal, everything], sampleDesk);
    expect(feed.attributes['xml:lang']).toBe('en');
    expect(childrenNamed(feed, 'entry').map(({ attributes }) => attributes['xml:lang'])).toEqual(['en', 'en-GB']);
  });

  it('names program, version and site of its generator', () => {
    expect(only(read(sampleFeed, [minimal], sampleDesk), 'generator')).toMatchObject({
      text: 'Wiredesk',
      attributes: { version: '0.1.0', uri: 'https://wiredesk.example/' },
    });
  });

  it('keeps addresses whose query looks like character references', () => {
    const url = 'https://hub.example/?a=1&lt;=2&copy;=3';
    const desk = { ...sampleDesk, agency: { ...sampleDesk.agency, url: 'https://www.example/?a=1&copy;=2' } };
    const feed = read({ ...sampleFeed, hub: url }, [], desk);
    expect(only(only(feed, 'author'), 'uri').text).toBe('https://www.example/?a=1&copy;=2');
    expect(childrenNamed(feed, 'link').map(({ attributes }) => attributes['href'])).toContain(url);
  });

  it('may have a blank description and no rights', () => {
    const desk = { ...sampleDesk, rights: { ...sampleDesk.rights, notice: '' } };
    const feed = read({ ...sampleFeed, description: '' }, [minimal], desk);
    expect(textsOf(feed, 'subtitle')).toEqual([]);
    expect(textsOf(feed, 'rights')).toEqual([]);
  });

  it('announces a hub only where one is run', () => {
    expect(rels(read(sampleFeed, [], sampleDesk))).toEqual(['alternate', 'self']);
    expect(rels(read(frenchFeed, [], sampleDesk))).toEqual(['alternate', 'self', 'hub']);
  });
});

describe('an Atom entry', () => {
  it('tells when the story was first published and when it last changed', () => {
    const entry = only(read(sampleFeed, [everything], sampleDesk), 'entry');
    expect(only(entry, 'published').text).toBe('2024-11-23T14:05:30Z');
    expect(only(entry, 'updated').text).toBe('2024-11-24T09:30:00Z');
  });

  it('gives subjects by code, with the name for people as label', () => {
    const entry = only(read(sampleFeed, [everything], sampleDesk), 'entry');
    expect(childrenNamed(entry, 'category').map(({ attributes }) => attributes)).toContainEqual({
      scheme: 'http://cv.iptc.org/newscodes/mediatopic/',
      term: '20000418',
      label: 'climate change',
    });
  });

  it('has rights of its own only where they are not the feed’s', () => {
    const [own, feeds] = childrenNamed(read(sampleFeed, [hostile, minimal], sampleDesk), 'entry');
    expect(own === undefined ? [] : textsOf(own, 'rights')).toHaveLength(1);
    expect(feeds === undefined ? [''] : textsOf(feeds, 'rights')).toEqual([]);
  });
});

describe('a killed story in an Atom feed', () => {
  it('is an entry with the notice, for readers that know no tombstones, and a tombstone for those that do', () => {
    const feed = read({ ...sampleFeed, language: 'fr' }, [killed, minimal], sampleDesk);
    const [entry] = childrenNamed(feed, 'entry');
    expect(textsOf(entry ?? feed, 'title')).toEqual(['KILL: Libyan interior minister']);
    const tombstones = childrenNamed(feed, 'at:deleted-entry');
    expect(tombstones.map(({ attributes }) => [attributes['ref'], attributes['when']])).toEqual([
      [killed.guid, killed.versionCreated],
    ]);
    expect(tombstones[0]?.children).toMatchObject([
      { name: 'at:comment', text: killed.story.body[0], attributes: { 'xml:lang': 'en' } },
    ]);
  });

  it('has no tombstone while it is only held, for it may come back', () => {
    const held = { ...killed, pubStatus: 'withheld', event: 'story.held' } as const;
    expect(childrenNamed(read(sampleFeed, [held], sampleDesk), 'at:deleted-entry')).toEqual([]);
  });
});

describe('a pushed Atom document', () => {
  it('is a feed, which every parser of feeds reads, with one entry', () => {
    const feed = readXml(atom.push.render(minimal, sampleDesk));
    expect(feed.name).toBe('feed');
    expect(textsOf(feed, 'id')).toEqual(textsOf(read(sampleFeed, [minimal], sampleDesk), 'id'));
    expect(childrenNamed(feed, 'entry')).toHaveLength(1);
  });
});
