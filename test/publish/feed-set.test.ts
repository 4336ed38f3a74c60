import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { publishPass } from '../../src/publish/publish-pass.ts';
import type { FeedOptions } from '../../src/publish/feed-options.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { only, readXml, textsOf, childrenNamed } from '../support/read-xml.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

type Words = { headline: string; language?: string; section?: string; place?: string; subjects?: string };

function copy({ headline, language = 'en', section, place = 'Dakar, Senegal', subjects }: Words): string {
  const fields = [`language: ${language}`, section && `section: "${section}"`, subjects && `subjects: [${subjects}]`];
  return `---\n${fields.filter(Boolean).join('\n')}\n---\n${headline}\n\n${place} (PANA) - The council met on Monday.\n`;
}

async function guidsIn(desk: DeskUnderTest, path: string): Promise<readonly string[]> {
  const channel = only(readXml(await readFile(join(desk.feeds, path), 'utf8')), 'channel');
  return childrenNamed(channel, 'item').flatMap((item) =>
    textsOf(item, 'guid').map((guid) => guid.split(':').at(-1) ?? ''),
  );
}

async function titleOf(desk: DeskUnderTest, path: string): Promise<string> {
  return only(only(readXml(await readFile(join(desk.feeds, path), 'utf8')), 'channel'), 'title').text;
}

/** The folders that hold an RSS feed. */
async function feedFolders(desk: DeskUnderTest): Promise<readonly string[]> {
  const names = await readdir(desk.feeds, { recursive: true });
  return names
    .filter((name) => name.endsWith('/rss.xml'))
    .map((name) => name.slice(0, -'/rss.xml'.length))
    .sort();
}

function withFeeds(desk: DeskUnderTest, feed: Partial<FeedOptions>) {
  return publishPass({ ...desk.context, feed: { items: 50, ...feed } }, 'all');
}

const SAHEL = { name: 'sahel', title: 'The Sahel', filter: { place: ['ML', 'NE'] } };

describe('the feeds of a desk', () => {
  it('are one for each language, section and country that occurs, in its language', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'Weather' }));
    await desk.save('b.txt', copy({ headline: 'Pluie', language: 'fr-SN', section: 'Économie & climat' }));
    await desk.save('c.txt', copy({ headline: 'مطر', language: 'ar', section: 'طقس', place: 'Tunis, Tunisia' }));
    await desk.publish();
    expect(await feedFolders(desk)).toEqual([
      'countries/sn',
      'countries/tn',
      'languages/ar',
      'languages/en',
      'languages/fr',
      'sections/economie-climat',
      expect.stringMatching(/^sections\/section-[0-9a-f]{10}$/),
      'sections/weather',
    ]);
    expect(await guidsIn(desk, 'languages/fr/rss.xml')).toEqual(['b']);
    expect(await guidsIn(desk, 'countries/sn/rss.xml')).toHaveLength(2);
    expect(await titleOf(desk, 'languages/ar/rss.xml')).toBe('Panafrican News Agency – العربية');
    expect(await titleOf(desk, 'sections/economie-climat/rss.xml')).toBe('Panafrican News Agency – Économie & climat');
    expect(await titleOf(desk, 'countries/tn/rss.xml')).toBe('Panafrican News Agency – Tunisia');
  });

  it('are none that the settings do not want', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'Weather' }));
    await withFeeds(desk, { each: ['country'] });
    expect(await feedFolders(desk)).toEqual(['countries/sn']);
  });

  it('are those that the settings name, by their filters', async () => {
    const desk = await newDesk({ feed: { items: 50, named: [SAHEL] } });
    await desk.save('a.txt', copy({ headline: 'Rain' }));
    await desk.save('b.txt', copy({ headline: 'Sun', place: 'Bamako, Mali' }));
    await desk.publish();
    expect(await guidsIn(desk, 'sahel/rss.xml')).toEqual(['b']);
    expect(await titleOf(desk, 'sahel/rss.xml')).toBe('The Sahel');
  });

  it('are there before they have a story, and say so in each format that can', async () => {
    const desk = await newDesk({ feed: { items: 50, named: [SAHEL] } });
    await desk.publish();
    const names = await readdir(join(desk.feeds, 'sahel'));
    const documents = names.filter((name) => !/\.(?:zst|br|gz)$/.test(name));
    expect(documents.toSorted()).toEqual(['atom.xml', 'feed.json', 'index.html', 'rss.xml']);
  });

  it('are listed in the OPML and on the front page', async () => {
    const desk = await newDesk({ feed: { items: 50, named: [SAHEL] } });
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'Weather' }));
    await desk.publish();
    const opml = await readFile(join(desk.feeds, 'opml.xml'), 'utf8');
    const page = await readFile(join(desk.feeds, 'index.html'), 'utf8');
    for (const path of ['sahel/', 'languages/en/', 'sections/weather/', 'countries/sn/']) {
      expect(opml).toContain(`xmlUrl="https://wire.panapress.com/${path}rss.xml"`);
      expect(page).toContain(`href="${path}"`);
    }
  });

  it('keep their addresses, whatever case a section is written in and whatever comes later', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'One', section: 'R&D' }));
    await desk.publish();
    await desk.save('b.txt', copy({ headline: 'Two', section: 'r&d' }));
    await desk.save('c.txt', copy({ headline: 'Three', section: 'R+D' }));
    await desk.publish();
    expect(await guidsIn(desk, 'sections/r-d/rss.xml')).toEqual(['b', 'a']);
    expect(await guidsIn(desk, 'sections/r-d-2/rss.xml')).toEqual(['c']);
    await desk.publish('all', true);
    expect(await guidsIn(desk, 'sections/r-d-2/rss.xml')).toEqual(['c']);
  });

  it('lose a story that no longer belongs to them, and are empty rather than gone', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'Weather' }));
    await desk.publish();
    await desk.save('a.txt', copy({ headline: 'Rain stops play', section: 'Sport' }));
    const { documents } = await desk.publish();
    expect(await guidsIn(desk, 'sections/weather/rss.xml')).toEqual([]);
    expect(await guidsIn(desk, 'sections/sport/rss.xml')).toEqual(['a']);
    expect(documents).toContain('sections/weather/newsml-g2.xml');
    await expect(stat(join(desk.feeds, 'sections/weather/newsml-g2.xml'))).rejects.toThrow('ENOENT');
  });

  it('are touched by their own stories alone', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'Weather' }));
    await desk.save('b.txt', copy({ headline: 'Pluie', language: 'fr', section: 'Météo', place: 'Bamako, Mali' }));
    await desk.publish();
    await desk.save('b.txt', copy({ headline: 'Soleil', language: 'fr', section: 'Météo', place: 'Bamako, Mali' }));
    const { documents } = await desk.publish();
    const folders = new Set(documents.filter((path) => path.includes('/')).map((path) => path.replace(/\/[^/]*$/, '')));
    expect([...folders].toSorted()).toEqual([
      'countries/ml',
      'languages/fr',
      'sections/meteo',
      'sitemaps',
      'stories/b',
    ]);
  });

  it('say that they have ended when the settings no longer want them, and come back at the same address', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Sun', place: 'Bamako, Mali' }));
    await withFeeds(desk, { named: [SAHEL] });
    await withFeeds(desk, {});
    expect(await guidsIn(desk, 'sahel/rss.xml')).toEqual([]);
    const ended = await readFile(join(desk.feeds, 'sahel/rss.xml'), 'utf8');
    expect(ended).toContain('This feed has ended. All stories are at https://wire.panapress.com/');
    const page = await readFile(join(desk.feeds, 'sahel/index.html'), 'utf8');
    expect(page).toContain('This feed has ended.');
    expect(page).not.toMatch(/ready to follow|rel="alternate"|data-copy|rss\.xml/);
    expect(await readFile(join(desk.feeds, 'opml.xml'), 'utf8')).not.toContain('sahel');
    await withFeeds(desk, { named: [SAHEL] });
    expect(await guidsIn(desk, 'sahel/rss.xml')).toEqual(['a']);
    expect(await readFile(join(desk.feeds, 'opml.xml'), 'utf8')).toContain('sahel');
  });

  it('are in the language of the desk where they name none, also when that changes', async () => {
    const desk = await newDesk();
    await withFeeds(desk, { named: [SAHEL, { ...SAHEL, name: 'sertao', language: 'pt' }] });
    const { context } = desk;
    const feed = { items: 50, named: [SAHEL, { ...SAHEL, name: 'sertao', language: 'pt' }] };
    await publishPass({ ...context, feed, desk: { ...context.desk, language: 'fr' } }, 'all');
    expect(await readFile(join(desk.feeds, 'sahel/rss.xml'), 'utf8')).toContain('<language>fr</language>');
    expect(await readFile(join(desk.feeds, 'sahel/index.html'), 'utf8')).toContain('<html lang="fr"');
    expect(await readFile(join(desk.feeds, 'sertao/rss.xml'), 'utf8')).toContain('<language>pt</language>');
  });

  it('are left alone by a process that still has old settings', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Sun', place: 'Bamako, Mali' }));
    await withFeeds(desk, { named: [SAHEL] });
    await desk.save('b.txt', copy({ headline: 'Rain', place: 'Niamey, Niger' }));
    await publishPass({ ...desk.context, settingsAreStale: true }, 'all');
    expect(await guidsIn(desk, 'sahel/rss.xml')).toEqual(['a']);
    await withFeeds(desk, { named: [SAHEL] });
    expect(await guidsIn(desk, 'sahel/rss.xml')).toEqual(['b', 'a']);
  });

  it('name each other on their pages, by language', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copy({ headline: 'Rain' }));
    await desk.publish();
    await desk.save('b.txt', copy({ headline: 'Pluie', language: 'fr', place: 'Bamako, Mali' }));
    await desk.publish();
    for (const page of ['index.html', 'languages/en/index.html', 'languages/fr/index.html']) {
      const html = await readFile(join(desk.feeds, page), 'utf8');
      expect(html).toContain('<link rel="alternate" hreflang="en" href="https://wire.panapress.com/languages/en/">');
      expect(html).toContain('<link rel="alternate" hreflang="fr" href="https://wire.panapress.com/languages/fr/">');
      expect(html).toContain('<link rel="alternate" hreflang="x-default" href="https://wire.panapress.com/">');
    }
  });

  it('do not grow without end by slips of the pen', async () => {
    const desk = await newDesk();
    for (let index = 0; index < 510; index += 1) {
      const key = `section ${index}`;
      const language = 'en';
      await desk.store.feeds.open({ kind: 'section', key, label: key, language, wantedPath: `sections/${index}/` });
    }
    await desk.save('a.txt', copy({ headline: 'Rain', section: 'One more' }));
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem)).toContain(
      'feeds/: warning: "One more" gets no feed of its own: there are 500 of languages, sections and countries already',
    );
    expect(await feedFolders(desk)).not.toContain('sections/one-more');
  });
});
