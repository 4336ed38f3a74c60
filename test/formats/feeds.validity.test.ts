import { describe, expect, it } from 'vitest';

import { feedUrl } from '../../src/formats/addresses.ts';
import { atom } from '../../src/formats/atom.ts';
import { jsonFeed } from '../../src/formats/json-feed.ts';
import { rss } from '../../src/formats/rss.ts';
import { feedCases } from '../support/feed-cases.ts';
import { atomFaults, rssFaults } from '../support/feed-rules.ts';
import { readXml, textsOf, childrenNamed, only } from '../support/read-xml.ts';
import { minimal, sampleDesk, sampleFeed, sampleStories } from '../support/stories.ts';

const mainUrl = (fileName: string): string => feedUrl(sampleFeed, fileName, sampleDesk);

describe('every feed', () => {
  it.each(feedCases)('$name is valid RSS 2.0', ({ feed, stories }) => {
    const document = rss.feed.render(feed, stories, sampleDesk);
    expect(rssFaults(readXml(document), feedUrl(feed, 'rss.xml', sampleDesk))).toEqual([]);
  });

  it.each(feedCases)('$name is valid Atom 1.0', ({ feed, stories }) => {
    const document = atom.feed.render(feed, stories, sampleDesk);
    expect(atomFaults(readXml(document), feedUrl(feed, 'atom.xml', sampleDesk))).toEqual([]);
  });

  it.each(feedCases)('$name has the same ids in the same order in all formats', ({ feed, stories }) => {
    const channel = only(readXml(rss.feed.render(feed, stories, sampleDesk)), 'channel');
    const root = readXml(atom.feed.render(feed, stories, sampleDesk));
    const json = JSON.parse(jsonFeed.feed.render(feed, stories, sampleDesk));
    const guids = stories.map(({ guid }) => guid);
    expect(childrenNamed(channel, 'item').flatMap((item) => textsOf(item, 'guid'))).toEqual(guids);
    expect(childrenNamed(root, 'entry').flatMap((entry) => textsOf(entry, 'id'))).toEqual(guids);
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual(guids);
  });

  it.each(feedCases)('$name ends with one line end and names its media type with charset', ({ feed, stories }) => {
    for (const format of [rss, atom, jsonFeed]) {
      expect(format.feed.render(feed, stories, sampleDesk)).toMatch(/[^\n]\n$/);
      expect(format.feed.mediaType).toMatch(/; charset=utf-8$/);
    }
  });

  it('keeps an id byte for byte, capitals and letters beyond ASCII included', () => {
    const guid = 'urn:newsml:PanaPress.COM:20241120:Élection';
    const stories = [{ ...minimal, guid }];
    expect(rss.feed.render(sampleFeed, stories, sampleDesk)).toContain(`>${guid}</guid>`);
    expect(atom.feed.render(sampleFeed, stories, sampleDesk)).toContain(`<id>${guid}</id>`);
    expect(jsonFeed.feed.render(sampleFeed, stories, sampleDesk)).toContain(`"id": "${guid}"`);
  });
});

describe('every pushed document', () => {
  it.each(Object.entries(sampleStories))('of the story %s is a valid feed of that one story', (_name, version) => {
    const pushedRss = readXml(rss.push.render(version, sampleDesk));
    const pushedAtom = readXml(atom.push.render(version, sampleDesk));
    const pushedJson = JSON.parse(jsonFeed.push.render(version, sampleDesk));
    expect(rssFaults(pushedRss, mainUrl('rss.xml'))).toEqual([]);
    expect(atomFaults(pushedAtom, mainUrl('atom.xml'))).toEqual([]);
    expect(textsOf(only(only(pushedRss, 'channel'), 'item'), 'guid')).toEqual([version.guid]);
    expect(textsOf(only(pushedAtom, 'entry'), 'id')).toEqual([version.guid]);
    expect(pushedJson.items).toMatchObject([{ id: version.guid }]);
  });
});
