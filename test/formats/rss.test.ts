import { describe, expect, it } from 'vitest';

import { rss } from '../../src/formats/rss.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { everything, frenchFeed, libya, minimal, sampleDesk, sampleFeed, storyWith } from '../support/stories.ts';

function channelOf(stories: readonly StoryVersion[], feed = sampleFeed, desk = sampleDesk): ReadElement {
  return only(readXml(rss.feed.render(feed, stories, desk)), 'channel');
}

function itemOf(version: StoryVersion, feed = sampleFeed): ReadElement {
  return only(channelOf([version], feed), 'item');
}

function hubsIn(channel: ReadElement): readonly (string | undefined)[] {
  return childrenNamed(channel, 'atom:link')
    .filter(({ attributes }) => attributes['rel'] === 'hub')
    .map(({ attributes }) => attributes['href']);
}

describe('an RSS item', () => {
  it('carries the real story whole, with its lead as the summary', () => {
    const item = itemOf(libya);
    expect(only(item, 'content:encoded').text.match(/<p>/g)).toHaveLength(12);
    expect(only(item, 'content:encoded').text).toContain('<p>Tripoli, Libya (PANA) - The Libyan');
    expect(only(item, 'description').text).toMatch(/^The Libyan Interior Minister/);
    expect(only(item, 'dc:creator').text).toBe('Panafrican News Agency');
  });

  it('dates its publication by the first version and its change by this one', () => {
    const item = itemOf(everything);
    expect(only(item, 'pubDate').text).toBe('Sat, 23 Nov 2024 14:05:30 GMT');
    expect(only(item, 'atom:updated').text).toBe('2024-11-24T09:30:00Z');
  });

  it('links to the story’s page and is known by its guid alone', () => {
    const item = itemOf(minimal);
    expect(only(item, 'link').text).toBe('https://wire.panapress.com/stories/minimal/');
    expect(only(item, 'guid')).toMatchObject({ text: minimal.guid, attributes: { isPermaLink: 'false' } });
  });

  it('names its language, in whichever feed it stands', () => {
    expect(textsOf(itemOf(minimal), 'dc:language')).toEqual(['en']);
    expect(textsOf(itemOf(minimal, frenchFeed), 'dc:language')).toEqual(['en']);
  });

  it('puts subjects into their vocabulary and leaves the desk’s own words without one', () => {
    const domains = childrenNamed(itemOf(everything), 'category').map(({ text, attributes }) => [
      text,
      attributes['domain'],
    ]);
    expect(domains).toContainEqual(['Politics', undefined]);
    expect(domains).toContainEqual(['climate change', 'http://cv.iptc.org/newscodes/mediatopic/']);
  });
});

describe('an RSS title', () => {
  // As the XML parser hands it over: readers of plain text show this, readers of HTML decode it once more.
  it.each([
    ['Britain\'s "technical" support', 'Britain\'s "technical" support'],
    ['AT&T and R&D: Q&A', 'AT&T and R&D: Q&A'],
    ['Growth <5% & > 3%', 'Growth <5% & > 3%'],
    ['Marks&Spencer', 'Marks&#x26;Spencer'],
    ['the entity &nbsp;', 'the entity &#x26;nbsp;'],
    ['&#60; and &#x3c;', '&#x26;#60; and &#x26;#x3c;'],
    ['a <b>bold</b> word', 'a &#x3C;b>bold&#x3C;/b> word'],
    ['<!-- hidden -->', '&#x3C;!-- hidden -->'],
    [']]> and ]]> again', ']]&#x3E; and ]]&#x3E; again'],
  ])('%s is written %s', (headline, title) => {
    expect(only(itemOf(storyWith({ headline })), 'title').text).toBe(title);
  });
});

describe('an RSS channel', () => {
  it('asks for a poll every five minutes at most', () => {
    expect(only(channelOf([]), 'ttl').text).toBe('5');
  });

  it('announces a hub only where one is run', () => {
    expect(hubsIn(channelOf([minimal]))).toEqual([]);
    expect(hubsIn(channelOf([minimal], frenchFeed))).toEqual(['https://wire.panapress.com/hub?topic=a&mode=b']);
  });

  it('was built when its newest version was made, and without stories at the last event', () => {
    expect(only(channelOf([libya, everything]), 'lastBuildDate').text).toBe('Sun, 24 Nov 2024 09:30:00 GMT');
    expect(only(channelOf([libya]), 'lastBuildDate').text).toBe('Thu, 10 Jun 2021 00:00:00 GMT');
    expect(only(channelOf([]), 'lastBuildDate').text).toBe('Sun, 24 Nov 2024 09:30:00 GMT');
  });

  it('names this program and not the library that helped', () => {
    expect(only(channelOf([minimal]), 'generator').text).toBe('Wiredesk 0.1.0');
    expect(rss.feed.render(sampleFeed, [minimal], sampleDesk)).not.toContain('jpmonette');
  });

  it('may have a blank description and no rights', () => {
    const desk = { ...sampleDesk, rights: { ...sampleDesk.rights, notice: '' } };
    const channel = channelOf([minimal], { ...sampleFeed, description: '' }, desk);
    expect(only(channel, 'description').text).toBe('');
    expect(childrenNamed(channel, 'copyright')).toEqual([]);
  });
});

describe('a pushed RSS document', () => {
  it('is the main feed with that story only, in the language of the desk', () => {
    const channel = only(readXml(rss.push.render(everything, { ...sampleDesk, language: 'fr' })), 'channel');
    expect(only(channel, 'language').text).toBe('fr');
    expect(only(only(channel, 'item'), 'dc:language').text).toBe('en-GB');
    expect(only(channel, 'lastBuildDate').text).toBe('Sun, 24 Nov 2024 09:30:00 GMT');
  });
});
