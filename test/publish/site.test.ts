import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { publishPass } from '../../src/publish/publish-pass.ts';
import { copyOf } from '../support/desk-folder.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

/** Undated copy: first published when it is committed. */
function copy(headline: string, urgency = 5): string {
  return `---\nurgency: ${urgency}\n---\n${headline}\n\nDakar, Senegal (PANA) - The council met on Monday.\n`;
}

async function read(desk: DeskUnderTest, path: string): Promise<ReadElement> {
  return readXml(await readFile(join(desk.feeds, path), 'utf8'));
}

async function addressesIn(desk: DeskUnderTest, path: string): Promise<readonly string[]> {
  return (await read(desk, path)).children.map((each) => only(each, 'loc').text.replace(/^.*panapress.com\//, ''));
}

async function topSlugs(desk: DeskUnderTest): Promise<readonly string[]> {
  const item = only(only(await read(desk, 'top-stories.xml'), 'itemSet'), 'packageItem');
  const group = only(only(item, 'groupSet'), 'group');
  return childrenNamed(group, 'itemRef').map(({ attributes }) => attributes['residref']?.split(':').at(-1) ?? '');
}

function at(desk: DeskUnderTest, hoursLater: number) {
  const now = () => new Date(Date.now() + 10_000 + hoursLater * 3_600_000);
  return publishPass({ ...desk.context, now }, 'all');
}

describe('the sitemap of news', () => {
  it('has the stories of the last two days, and no older ones', async () => {
    const desk = await newDesk();
    await desk.save('new.txt', copy('New'));
    await desk.save('old.txt', copyOf('Old'));
    await desk.publish();
    expect(await addressesIn(desk, 'sitemap.xml')).toEqual(['sitemaps/news-1.xml']);
    expect(await addressesIn(desk, 'sitemaps/news-1.xml')).toEqual(['stories/new/']);
  });

  it('loses a story when it is no longer news, though nothing happens', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy('A'));
    await desk.publish();
    expect((await at(desk, 47)).documents).toEqual([]);
    expect((await at(desk, 49)).documents).toEqual(['sitemaps/news-1.xml']);
    expect(await addressesIn(desk, 'sitemaps/news-1.xml')).toEqual([]);
    expect((await at(desk, 50)).documents).toEqual([]);
  });

  it('is there before there is news', async () => {
    const desk = await newDesk();
    await desk.publish();
    expect(await addressesIn(desk, 'sitemap.xml')).toEqual(['sitemaps/news-1.xml']);
    expect(await addressesIn(desk, 'sitemaps/news-1.xml')).toEqual([]);
  });

  it('has files of a hundred, of which a story touches one, and drops those without news', async () => {
    const desk = await newDesk();
    for (let index = 0; index < 120; index += 1) await desk.save(`s${index}.txt`, copy(`Story ${index}`));
    await desk.publish();
    expect(await addressesIn(desk, 'sitemap.xml')).toEqual(['sitemaps/news-1.xml', 'sitemaps/news-2.xml']);
    expect(await addressesIn(desk, 'sitemaps/news-1.xml')).toHaveLength(100);
    await desk.save('more.txt', copy('One more'));
    const { documents } = await desk.publish();
    expect(documents.filter((path) => path.startsWith('sitemap'))).toEqual(['sitemaps/news-2.xml']);
    await at(desk, 49);
    expect(await readdir(join(desk.feeds, 'sitemaps'))).toEqual(['news-2.xml']);
    expect(await addressesIn(desk, 'sitemap.xml')).toEqual(['sitemaps/news-2.xml']);
  });
});

describe('the package of top stories', () => {
  it('has the most urgent stories of the latest day, and of equal ones the newest', async () => {
    const desk = await newDesk();
    await desk.save('old.txt', `---\nurgency: 1\n---\n${copyOf('Old flash')}`);
    for (const [name, urgency] of [
      ['a', 5],
      ['b', 2],
      ['c', 5],
      ['d', 3],
    ] as const) {
      await desk.save(`${name}.txt`, copy(name, urgency));
      await desk.publish();
    }
    expect((await topSlugs(desk)).slice(0, 2)).toEqual(['b', 'd']);
    expect((await topSlugs(desk)).slice(2).toSorted()).toEqual(['a', 'c']);
  });

  it('is not there before there is a story, and never longer than a front page', async () => {
    const desk = await newDesk();
    await desk.publish();
    expect(await readdir(desk.feeds)).not.toContain('top-stories.xml');
    for (let index = 0; index < 15; index += 1) await desk.save(`s${index}.txt`, copy(`Story ${index}`));
    await desk.publish();
    expect(await topSlugs(desk)).toHaveLength(10);
  });

  it('rises in version with the story that changes it', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy('A'));
    await desk.publish();
    await desk.save('a.txt', copy('A, updated'));
    await desk.publish();
    const item = only(only(await read(desk, 'top-stories.xml'), 'itemSet'), 'packageItem');
    expect(item.attributes['version']).toBe('2');
    const group = only(only(item, 'groupSet'), 'group');
    expect(childrenNamed(group, 'itemRef').flatMap((each) => textsOf(each, 'headline'))).toEqual(['A, updated']);
  });
});
