import { describe, expect, it } from 'vitest';

import { topStories } from '../../src/formats/index.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { TopStories } from '../../src/story/top-stories.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { newsmlErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { arabic, everything, french, hostile, libya, sampleDesk } from '../support/stories.ts';

const TOP: TopStories = {
  day: '2024-11-23',
  stories: [everything, french, arabic, hostile],
  latestEvent: { seq: 12, committedAt: '2024-11-24T09:30:00Z' },
};

const [document] = topStories;

function render(top: TopStories = TOP, desk: Desk = sampleDesk): string {
  return document?.render(top, desk) ?? '';
}

function packageOf(xml: string): ReadElement {
  return only(only(readXml(xml), 'itemSet'), 'packageItem');
}

const desks: readonly Desk[] = ['en', 'fr', 'pt', 'ar'].map((language) => ({ ...sampleDesk, language }));

describe('the package of a day’s top stories', () => {
  it('is written as it always was', async () => {
    expect(document?.fileName).toBe('top-stories.xml');
    await expect(render()).toMatchFileSnapshot('../golden/top-stories.xml');
  });

  it('refers to each story by what Superdesk needs to fetch it: class, content type, guid, version, group', () => {
    const groupSet = only(packageOf(render()), 'groupSet');
    const group = only(groupSet, 'group');
    expect(group.attributes).toEqual({ id: groupSet.attributes['root'], role: 'group:main', mode: 'pgrmod:seq' });
    expect(childrenNamed(group, 'itemRef').map(({ attributes }) => attributes)).toEqual(
      TOP.stories.map(({ guid, version, slug }) => ({
        residref: guid,
        version: String(version),
        contenttype: 'application/vnd.iptc.g2.newsitem+xml',
        href: `https://wire.panapress.com/stories/${slug}/newsml-g2.xml`,
      })),
    );
    expect(childrenNamed(group, 'itemRef').flatMap((itemRef) => textsOf(itemRef, 'headline'))).toEqual(
      TOP.stories.map(({ story }) => story.headline),
    );
  });

  it('is one item a day, and another version by every event that changes it', () => {
    const later = { ...TOP, stories: [libya], latestEvent: { seq: 13, committedAt: '2024-11-24T10:00:00Z' } } as const;
    const [first, second] = [packageOf(render()), packageOf(render(later))];
    expect(first.attributes['guid']).toBe('urn:newsml:panapress.com:20241123:top-stories.package');
    expect(second.attributes['guid']).toBe(first.attributes['guid']);
    expect([first.attributes['version'], second.attributes['version']]).toEqual(['12', '13']);
    expect(textsOf(only(first, 'itemMeta'), 'firstCreated')).toEqual(['2024-11-23T00:00:00Z']);
    expect(textsOf(only(first, 'itemMeta'), 'versionCreated')).toEqual(['2024-11-24T09:30:00Z']);
  });

  it('is as urgent as its most urgent story', () => {
    expect(textsOf(only(packageOf(render()), 'contentMeta'), 'urgency')).toEqual(['2']);
    expect(textsOf(only(readXml(render()), 'header'), 'priority')).toEqual(['2']);
  });

  it.each([
    ['en', 'Top stories – 23 November 2024'],
    ['fr', 'À la une – 23 novembre 2024'],
    ['pt', 'Principais notícias – 23 de novembro de 2024'],
    ['ar', 'أهم الأخبار – 23 نوفمبر 2024'],
  ])('has its headline in the language of the desk: %s', (language, headline) => {
    const item = packageOf(render(TOP, { ...sampleDesk, language }));
    expect(textsOf(only(item, 'contentMeta'), 'headline')).toEqual([headline]);
    expect([item.attributes['xml:lang'], item.attributes['dir']]).toEqual([
      language,
      language === 'ar' ? 'rtl' : 'ltr',
    ]);
  });
});

describeWithShared('by IPTC schema', () => {
  it.each(desks)('the package is valid on a desk in $language', (desk) => {
    expect(newsmlErrors(render(TOP, desk))).toEqual([]);
  });
});
