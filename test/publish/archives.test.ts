import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ARCHIVE_STORIES } from '../../src/story/feed.ts';
import { copyOf } from '../support/desk-folder.ts';
import { atomFaults, rssFaults } from '../support/feed-rules.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

const BASE = 'https://wire.panapress.com/';

async function save(desk: DeskUnderTest, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    await desk.save(`s${String(index).padStart(3, '0')}.txt`, copyOf(`Story ${index}`));
  }
}

async function read(desk: DeskUnderTest, path: string): Promise<ReadElement> {
  return readXml(await readFile(join(desk.feeds, path), 'utf8'));
}

function linkOf(feed: ReadElement, rel: string): string | undefined {
  return [...childrenNamed(feed, 'link'), ...childrenNamed(feed, 'atom:link')].find(
    ({ attributes }) => attributes['rel'] === rel,
  )?.attributes['href'];
}

function slugsOf(feed: ReadElement): readonly string[] {
  const ids = feed.name === 'feed' ? childrenNamed(feed, 'entry') : childrenNamed(feed, 'item');
  return ids.flatMap((each) =>
    [...textsOf(each, 'id'), ...textsOf(each, 'guid')].map((id) => id.split(':').at(-1) ?? ''),
  );
}

/** Every story that a client finds that follows `prev-archive` as RFC 5005 §4.2 says. */
async function everything(desk: DeskUnderTest, fileName: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let path: string | undefined = fileName; path !== undefined;) {
    const root = await read(desk, path);
    const feed = root.name === 'feed' ? root : only(root, 'channel');
    found.push(...slugsOf(feed));
    path = linkOf(feed, 'prev-archive')?.slice(BASE.length);
  }
  return found;
}

describe('the archives of a feed', () => {
  it('that every story has left are empty, whatever comes to the feed, and are written anew with all else', async () => {
    const desk = await newDesk({ feed: { items: 10 } });
    await save(desk, 0, ARCHIVE_STORIES);
    await desk.publish();
    for (let index = 0; index < ARCHIVE_STORIES; index += 1)
      await desk.save(`s${String(index).padStart(3, '0')}.txt`, `---\nlanguage: fr\n---\n${copyOf(`Story ${index}`)}`);
    await desk.publish();
    const file = join(desk.feeds, 'languages/en/archives/atom-1.xml');
    const emptied = await readFile(file, 'utf8');
    expect(emptied).not.toContain('<entry');
    await save(desk, ARCHIVE_STORIES, 1);
    await desk.publish();
    expect(linkOf(await read(desk, 'languages/en/atom.xml'), 'prev-archive')).toContain(
      'languages/en/archives/atom-1.xml',
    );
    await rm(file);
    await desk.publish('all', true);
    expect(await readFile(file, 'utf8')).toBe(emptied);
  });

  it.each(['rss.xml', 'atom.xml', 'languages/en/rss.xml', 'countries/sn/atom.xml'])(
    'lead from %s to every story there is',
    async (fileName) => {
      const desk = await newDesk({ feed: { items: 10 } });
      await save(desk, 0, 2 * ARCHIVE_STORIES + 7);
      await desk.publish();
      const all = Array.from({ length: 107 }, (_, index) => `s${String(index).padStart(3, '0')}`);
      expect([...new Set(await everything(desk, fileName))].toSorted()).toEqual(all);
    },
  );

  it('are not there before they are complete, nor before they are needed', async () => {
    const desk = await newDesk({ feed: { items: 10 } });
    await save(desk, 0, ARCHIVE_STORIES - 1);
    await desk.publish();
    expect(await readdir(desk.feeds)).not.toContain('archives');
    expect(slugsOf(only(await read(desk, 'rss.xml'), 'channel'))).toHaveLength(ARCHIVE_STORIES - 1);
    await save(desk, ARCHIVE_STORIES - 1, 1);
    await desk.publish();
    expect((await readdir(join(desk.feeds, 'archives'))).toSorted()).toEqual(['atom-1.xml', 'rss-1.xml']);
    expect(slugsOf(only(await read(desk, 'rss.xml'), 'channel'))).toHaveLength(10);
  });

  it('are valid feeds that say what they are and where the feed is', async () => {
    const desk = await newDesk();
    await save(desk, 0, 2 * ARCHIVE_STORIES);
    await desk.publish();
    const atom = await read(desk, 'archives/atom-2.xml');
    const rss = await read(desk, 'archives/rss-2.xml');
    expect(atomFaults(atom, `${BASE}archives/atom-2.xml`).filter((fault) => fault !== 'another namespace')).toEqual([]);
    expect(rssFaults(rss, `${BASE}archives/rss-2.xml`)).toEqual([]);
    for (const [feed, name] of [
      [atom, 'atom'],
      [only(rss, 'channel'), 'rss'],
    ] as const) {
      expect(feed.children.filter(({ name: each }) => each === 'fh:archive').map(({ namespace }) => namespace)).toEqual(
        ['http://purl.org/syndication/history/1.0'],
      );
      expect(linkOf(feed, 'current')).toBe(`${BASE}${name}.xml`);
      expect(linkOf(feed, 'prev-archive')).toBe(`${BASE}archives/${name}-1.xml`);
    }
    const [first] = [await read(desk, 'archives/atom-1.xml')];
    expect(linkOf(first, 'prev-archive')).toBeUndefined();
    expect(textsOf(first, 'id')).toEqual(textsOf(await read(desk, 'atom.xml'), 'id'));
  });

  it('never change by what comes later', async () => {
    const desk = await newDesk();
    await save(desk, 0, ARCHIVE_STORIES);
    await desk.publish();
    await save(desk, ARCHIVE_STORIES, ARCHIVE_STORIES + 1);
    const { documents } = await desk.publish();
    expect(documents).toContain('archives/rss-2.xml');
    expect(documents).not.toContain('archives/rss-1.xml');
    expect(documents).not.toContain('archives/atom-1.xml');
  });

  it('have a correction, as the feed itself has, and no story twice', async () => {
    const desk = await newDesk({ feed: { items: 5 } });
    await save(desk, 0, ARCHIVE_STORIES + 20);
    await desk.publish();
    await desk.save('s003.txt', copyOf('Story 3 corrected'));
    const { documents } = await desk.publish();
    expect(documents.filter((path) => path.includes('archives/')).toSorted()).toEqual([
      'archives/atom-1.xml',
      'archives/rss-1.xml',
      'countries/sn/archives/atom-1.xml',
      'countries/sn/archives/rss-1.xml',
      'languages/en/archives/atom-1.xml',
      'languages/en/archives/rss-1.xml',
    ]);
    for (const path of ['archives/rss-1.xml', 'rss.xml']) {
      expect(await readFile(join(desk.feeds, path), 'utf8')).toContain('Story 3 corrected');
    }
    expect(slugsOf(only(await read(desk, 'rss.xml'), 'channel'))[0]).toBe('s003');
    const first = await read(desk, 'archives/rss-1.xml');
    expect(slugsOf(only(first, 'channel'))).toHaveLength(ARCHIVE_STORIES);
  });

  it('stay bounded, and so does the feed, when old copy is filed late', async () => {
    const desk = await newDesk({ feed: { items: 10 } });
    await save(desk, 0, ARCHIVE_STORIES + 10);
    await desk.publish();
    for (let index = 0; index < 30; index += 1) {
      const text = `---\ndate: 2001-01-${String(1 + (index % 28)).padStart(2, '0')}\n---\n${copyOf(`Old ${index}`)}`;
      await desk.save(`old${index}.txt`, text);
    }
    await desk.publish();
    const { length } = slugsOf(only(await read(desk, 'rss.xml'), 'channel'));
    expect(length).toBe(40);
    expect([...new Set(await everything(desk, 'rss.xml'))]).toHaveLength(ARCHIVE_STORIES + 40);
  });
});
