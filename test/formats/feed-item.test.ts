import { describe, expect, it } from 'vitest';

import { authorOf, categoriesOf, contentHtml, ownNotice, summaryOf, updatedOf } from '../../src/formats/feed-item.ts';
import {
  arabic,
  everything,
  french,
  hostile,
  libya,
  minimal,
  sampleDesk,
  sampleFeed,
  storyWith,
} from '../support/stories.ts';

describe('the author', () => {
  it.each([
    { byline: 'By Aminata Diallo', name: 'Aminata Diallo' },
    { byline: 'BY AMINATA DIALLO', name: 'AMINATA DIALLO' },
    { byline: 'Par Mamadou Sène', name: 'Mamadou Sène' },
    { byline: 'Por: João Lima', name: 'João Lima' },
    { byline: 'بقلم أحمد', name: 'أحمد' },
    { byline: 'Byron Okello', name: 'Byron Okello' },
    { byline: 'Parfait Ndong', name: 'Parfait Ndong' },
    { byline: 'By', name: 'By' },
    { byline: '  ', name: 'The agency line' },
  ])('of the byline "$byline" is $name', ({ byline, name }) => {
    const { story } = storyWith({ byline, agencyLine: 'The agency line' });
    expect(authorOf(story, sampleDesk)).toBe(name);
  });

  it('is the agency as the copy names it where there is no byline', () => {
    expect(authorOf(storyWith({ agencyLine: 'PANA Sports' }).story, sampleDesk)).toBe('PANA Sports');
  });

  it('is the desk’s agency where the copy names nobody', () => {
    expect(authorOf(minimal.story, sampleDesk)).toBe('Panafrican News Agency');
  });
});

describe('the summary', () => {
  it('is the lead without its dateline', () => {
    expect(summaryOf(libya.story)).toMatch(/^The Libyan Interior Minister, Khaled Mazen, .* illegal migration\.$/);
  });

  it('is the headline where the first paragraph is a dateline alone', () => {
    const { story } = storyWith({ dateline: { text: 'Dakar -' }, body: ['Dakar -', 'Rain.'] });
    expect(summaryOf(story)).toBe('Rain expected');
  });
});

describe('the categories', () => {
  it('are section, keywords and subjects, with the vocabulary’s names for people', () => {
    expect(categoriesOf(everything.story)).toEqual([
      { term: 'Politics', label: 'Politics' },
      { term: 'African Union', label: 'African Union' },
      { term: 'climate', label: 'climate' },
      { term: 'drought', label: 'drought' },
      { scheme: 'http://cv.iptc.org/newscodes/mediatopic/', term: '20000418', label: 'climate change' },
      { scheme: 'http://cv.iptc.org/newscodes/mediatopic/', term: '06000000', label: 'environment' },
      { scheme: 'http://cv.iptc.org/newscodes/subjectcode/', term: '06002000', label: 'conservation' },
    ]);
  });

  it('are named in the language of the story', () => {
    expect(categoriesOf(french.story).at(-1)?.label).toBe('Economie et finances');
  });

  it('keep the code of a topic that the vocabulary does not have', () => {
    const { story } = storyWith({ subjects: [{ scheme: 'medtop', code: '20001373' }] });
    expect(categoriesOf(story)[0]).toMatchObject({ term: '20001373', label: '20001373' });
  });

  it('come once each, and none is blank', () => {
    const { story } = storyWith({ section: 'Sport', keywords: ['Sport', ' ', '', 'CAN', 'CAN'] });
    expect(categoriesOf(story).map(({ term }) => term)).toEqual(['Sport', 'CAN']);
  });
});

describe('the content', () => {
  it('says its direction where its script runs from right to left', () => {
    expect(contentHtml(arabic.story)).toMatch(/^<div dir="rtl" lang="ar">\n<p>.*<\/p>\n<\/div>$/s);
    expect(contentHtml(libya.story)).toMatch(/^<p>.*<\/p>$/s);
  });
});

describe('the copyright notice of one story', () => {
  it('is given only where it is not the desk’s', () => {
    expect(ownNotice(hostile.story, sampleDesk)).toBe('© A & <B> ]]> &copy; ]]>');
    expect(ownNotice(everything.story, sampleDesk)).toBeUndefined();
    expect(ownNotice(minimal.story, sampleDesk)).toBeUndefined();
  });
});

describe('a feed’s date', () => {
  it('is that of its newest version, wherever it stands', () => {
    expect(updatedOf(sampleFeed, [libya, french, minimal])).toBe('2024-11-22T16:40:12Z');
  });

  it('is that of the last event where it holds no story', () => {
    const feed = { ...sampleFeed, latestEvent: { seq: 9, committedAt: '2024-11-24T09:30:00.987Z' } };
    expect(updatedOf(feed, [])).toBe('2024-11-24T09:30:00Z');
  });
});
