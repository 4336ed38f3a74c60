/** What becomes of killed, held, expired and embargoed stories in every kind of feed, and in what lists the news. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { expireStory, holdStory, killStory, releaseStory } from '../../src/publish/acts.ts';
import { ARCHIVE_STORIES } from '../../src/story/feed.ts';
import { copyOf } from '../support/desk-folder.ts';
import { atomFaults, rssFaults } from '../support/feed-rules.ts';
import { readXml } from '../support/read-xml.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';
import { where } from './story-on-desk.ts';

const BASE = 'https://wire.panapress.com/';
const DAY_MS = 86_400_000;
const FEEDS = ['', 'countries/sn/', 'drought/', 'languages/en/', 'sections/politics/'];
const FEED_DOCUMENTS = ['atom.xml', 'feed.json', 'newsml-g2.xml', 'rss.xml'];
const REASON = 'It is not true.';

type Scene = DeskUnderTest & { readonly acts: Parameters<typeof killStory>[0]; readonly wait: (ms: number) => void };

/** A story that stands in a feed of each kind; `others` more have come after it. */
async function scene(others = 0, lines = ''): Promise<Scene> {
  let waited = 10_000;
  const now = () => new Date(Date.now() + waited);
  const named = [{ name: 'drought', filter: { keyword: ['drought'] } }];
  const desk = await newDesk({ now, feed: { items: 10, named } });
  await desk.save('a.txt', story('Rain at last', lines));
  await desk.publish();
  for (let count = 1; count <= others; count += 1) await desk.save(`more-${count}.txt`, story(`Number ${count}`));
  if (others > 0) await desk.publish();
  const acts = { store: desk.store, agency: 'PANA', now };
  return { ...desk, acts, wait: (ms) => (waited += ms) };
}

/** Undated: it is news. */
function story(headline: string, lines = ''): string {
  return `---\nsection: Politics\nkeywords: [drought]\nurgency: 1\n${lines}---\n${headline}\n\nDakar, Senegal (PANA) - ${headline}.\n`;
}

async function guidOf({ store }: DeskUnderTest): Promise<string> {
  return (await store.stories.atPath('a.txt'))?.guid ?? '';
}

function inFeeds(names: readonly string[]): readonly string[] {
  return FEEDS.flatMap((feed) => names.map((name) => feed + name)).toSorted();
}

function inFeedsOnly(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !path.startsWith('stories/a/'));
}

async function read(desk: DeskUnderTest, path: string): Promise<string> {
  return readFile(join(desk.feeds, path), 'utf8');
}

describe('a killed story', () => {
  it('stands nowhere with a word of its text, and with its notice in each of its feeds', async () => {
    const desk = await scene();
    expect(inFeedsOnly(await where(desk, 'Rain at last'))).toEqual(
      [...inFeeds([...FEED_DOCUMENTS, 'index.html']), 'sitemaps/news-1.xml', 'top-stories.xml'].toSorted(),
    );
    await killStory(desk.acts, await guidOf(desk), { reason: REASON });
    await desk.publish(new Set());
    expect(await where(desk, 'Rain at last')).toEqual([]);
    expect(inFeedsOnly(await where(desk, REASON))).toEqual(inFeeds(FEED_DOCUMENTS));
    expect(await where(desk, 'at:deleted-entry')).toEqual(inFeeds(['atom.xml']));
    for (const feed of FEEDS) {
      expect(atomFaults(readXml(await read(desk, `${feed}atom.xml`)), BASE + `${feed}atom.xml`)).toEqual([]);
      expect(rssFaults(readXml(await read(desk, `${feed}rss.xml`)), BASE + `${feed}rss.xml`)).toEqual([]);
    }
    expect(await desk.publish(new Set())).toMatchObject({ documents: [] });
  });

  it('leaves the archives too, where its notice takes its place, and is in the feed itself again', async () => {
    const desk = await scene(ARCHIVE_STORIES);
    expect(inFeedsOnly(await where(desk, 'Rain at last'))).toEqual([
      ...inFeeds(['archives/atom-1.xml', 'archives/rss-1.xml']),
      'sitemaps/news-1.xml',
    ]);
    await killStory(desk.acts, await guidOf(desk), { reason: REASON });
    await desk.publish(new Set());
    expect(await where(desk, 'Rain at last')).toEqual([]);
    expect(inFeedsOnly(await where(desk, REASON))).toEqual(
      inFeeds(['archives/atom-1.xml', 'archives/rss-1.xml', ...FEED_DOCUMENTS]),
    );
    for (const feed of FEEDS) {
      const archive = readXml(await read(desk, `${feed}archives/atom-1.xml`));
      // RFC 5005's, and the tombstone's.
      const faults = atomFaults(archive, `${BASE}${feed}archives/atom-1.xml`);
      expect(faults.filter((fault) => fault !== 'another namespace')).toEqual([]);
      expect(
        rssFaults(readXml(await read(desk, `${feed}archives/rss-1.xml`)), BASE + `${feed}archives/rss-1.xml`),
      ).toEqual([]);
    }
  });

  it('keeps its notice in the feeds for so many days, and in the archives as long as they are there', async () => {
    const desk = await scene(ARCHIVE_STORIES);
    await killStory(desk.acts, await guidOf(desk), { reason: REASON });
    const { changeAt } = await desk.publish(new Set());
    desk.wait(13 * DAY_MS);
    await desk.publish(new Set());
    expect(inFeedsOnly(await where(desk, REASON))).toEqual(expect.arrayContaining([...inFeeds(FEED_DOCUMENTS)]));
    desk.wait(Date.parse(changeAt ?? '') - desk.context.now().getTime());
    const pass = await desk.publish(new Set());
    expect(pass.documents).toEqual(expect.arrayContaining([...inFeeds(FEED_DOCUMENTS)]));
    expect(inFeedsOnly(await where(desk, REASON))).toEqual(inFeeds(['archives/atom-1.xml', 'archives/rss-1.xml']));
    expect(await desk.publish(new Set())).toMatchObject({ documents: [] });
  });

  it('has its notice also in a feed that it had left, whose readers may have kept it', async () => {
    const desk = await scene();
    await desk.save('a.txt', story('Rain at last').replace('Politics', 'Weather').replace('drought', 'rain'));
    await desk.publish();
    expect(await where(desk, 'Rain at last')).not.toContain('sections/politics/rss.xml');
    await killStory(desk.acts, await guidOf(desk), { reason: REASON });
    await desk.publish(new Set());
    expect(inFeedsOnly(await where(desk, REASON)).filter((path) => path.endsWith('rss.xml'))).toEqual(
      [...inFeeds(['rss.xml']), 'sections/weather/rss.xml'].toSorted(),
    );
  });

  it('is killed in feeds/ also where everything is written anew', async () => {
    const desk = await scene();
    await killStory(desk.acts, await guidOf(desk), { reason: REASON });
    await desk.publish('all', true);
    expect(await where(desk, 'Rain at last')).toEqual([]);
    expect(inFeedsOnly(await where(desk, REASON))).toEqual(inFeeds(FEED_DOCUMENTS));
  });
});

describe('a held story', () => {
  it('comes back into each of its feeds when it is released', async () => {
    const desk = await scene(ARCHIVE_STORIES);
    const guid = await guidOf(desk);
    const before = await where(desk, 'Rain at last');
    await holdStory(desk.acts, guid, { reason: REASON });
    await desk.publish(new Set());
    expect(await where(desk, 'Rain at last')).toEqual([]);
    await releaseStory(desk.acts, guid, undefined);
    await desk.publish(new Set());
    expect(await where(desk, REASON)).toEqual([]);
    // And into the feeds themselves: the release is the newest of all.
    expect(await where(desk, 'Rain at last')).toEqual(expect.arrayContaining([...before, ...inFeeds(FEED_DOCUMENTS)]));
    expect(await where(desk, '404')).not.toContain('stories/a/.status');
  });
});

describe('a story that expires', () => {
  it('leaves feeds, pages, top stories and sitemap at its instant, though nothing happens; its own page stays', async () => {
    const desk = await scene();
    const until = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
    await expireStory(desk.acts, await guidOf(desk), until);
    await desk.publish(new Set());
    const before = inFeedsOnly(await where(desk, 'Rain at last'));
    expect(before).toEqual(
      expect.arrayContaining([...inFeeds(FEED_DOCUMENTS), 'sitemaps/news-1.xml', 'top-stories.xml']),
    );
    desk.wait(60_000);
    const pass = await desk.publish(new Set());
    expect(pass.documents).toEqual(expect.arrayContaining([...before]));
    expect(inFeedsOnly(await where(desk, 'Rain at last'))).toEqual([]);
    expect(await where(desk, 'Rain at last')).toContain('stories/a/index.html');
    expect(await desk.publish(new Set())).toMatchObject({ documents: [] });
  });
});

describe('a story under embargo', () => {
  it('is in no feed of any kind, no archive, no sitemap and no order, and then in all', async () => {
    const desk = await scene(ARCHIVE_STORIES - 2);
    await desk.store.subscribers.add({
      name: 'lusa',
      url: 'https://lusa.example/',
      format: 'ninjs',
      filter: {},
      secret: 'whsec_c2VjcmV0',
      createdAt: desk.context.now().toISOString(),
      cursor: 0,
      isTrusted: true,
    });
    const until = `${new Date(Date.now() + 120_000).toISOString().slice(0, 19)}Z`;
    const all = await where(desk, '');
    const texts = await Promise.all(all.map((path) => read(desk, path)));
    // A feed of its own would tell of it by its name; and one more story makes an archive.
    await desk.save('secret.txt', story('Merger of the banks', `embargo: ${until}\nlanguage: fr\n`));
    await desk.save(
      'fr/secret-2.txt',
      story('Fusion des banques', `embargo: ${until}\nsection: Economie\n`).replace('section: Politics\n', ''),
    );
    expect(await desk.publish('all', true)).toMatchObject({ new: [], documents: [] });
    expect((await desk.store.log.after(0, 99)).filter(({ audience }) => audience === 'trusted')).toHaveLength(2);
    expect(await where(desk, '')).toEqual(all);
    expect(await Promise.all(all.map((path) => read(desk, path)))).toEqual(texts);
    desk.wait(120_000);
    await desk.publish(new Set());
    expect(
      inFeedsOnly(await where(desk, 'Merger of the banks')).filter((path) => !path.startsWith('stories/')),
    ).toEqual(
      expect.arrayContaining(['rss.xml', 'languages/fr/rss.xml', 'sections/politics/rss.xml', 'sitemaps/news-1.xml']),
    );
    expect(await where(desk, 'Fusion des banques')).toEqual(expect.arrayContaining(['sections/economie/rss.xml']));
  });

  it('leaves no gap in the numbers that feeds bear', async () => {
    const desk = await scene();
    await desk.store.log.append([
      {
        version: {
          ...(await newestOf(desk)),
          guid: 'urn:newsml:panapress.com:20241123:s',
          slug: 's',
          version: 1,
          pubStatus: 'withheld',
          audience: 'trusted',
        },
        committedAt: desk.context.now().toISOString(),
      },
    ]);
    await desk.save('b.txt', copyOf('Story B'));
    await desk.publish();
    expect(await read(desk, 'newsml-g2.xml')).toMatch(/wire\/2</);
    expect(await read(desk, 'languages/en/newsml-g2.xml')).toMatch(/wire\/2\/languages\/en</);
  });
});

async function newestOf(desk: DeskUnderTest) {
  const version = await desk.store.stories.version(await guidOf(desk));
  if (version === undefined) throw new Error('the story is not on the wire');
  return version;
}
