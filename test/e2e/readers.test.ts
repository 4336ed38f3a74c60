/**
 * Feed readers that people use, subscribed over HTTP to a running desk. What each asked, and what it was answered, is in
 * the desk's own access log.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { eventually, startWiredesk } from '../support/command-line.ts';
import { decodeHtml, decodeParagraphs } from '../support/decode-html.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { newsboat } from '../support/readers/newsboat.ts';
import { packages } from '../support/readers/packages.ts';
import { pythonFeedparser } from '../support/readers/python-feedparser.ts';
import type { Reader, ReadItem, Subscription } from '../support/readers/reader.ts';
import { sfeed } from '../support/readers/sfeed.ts';

const readers: readonly Reader[] = [newsboat, sfeed, pythonFeedparser, ...packages];

const BUDGET = 'Le budget est voté à l’unanimité';
const FIRST = 'Le conseil a voté le budget « 2022 » & en est fier.';
const CORRECTED = 'Le conseil a voté le budget « 2023 » & en est fier.';

const frenchCopy = (sentence: string): string =>
  `---\nbyline: Par Awa Diop\n---\n${BUDGET}\n\nDakar, Sénégal (PANA) - ${sentence}\n\nIl se réunit en mai.\n-0- PANA 09June2021\n`;

type RunningDesk = DeskFolder & {
  readonly url: string;
  /** What `name` was answered so far, one status a request. */
  readonly statusesOf: (name: string) => Promise<readonly number[]>;
};

async function runningDesk(): Promise<RunningDesk> {
  const desk = await deskFolder('\nhttp: { accessLog: { file: access.log } }\n');
  await desk.save('rain.txt', copyOf('Rain & sun: "all" weather', "It rained & then 3 < 4, said O'Neill."));
  await desk.save('fr/budget.txt', frenchCopy(FIRST));
  await desk.save(
    'ar/tunis.txt',
    'أمطار في تونس\n\nتونس (بانا) - هطلت الأمطار يوم الخميس.\n\nوتستمر حتى الجمعة.\n-0- PANA 08June2021\n',
  );
  const running = startWiredesk('start', '--desk', desk.root, '--port', '0');
  const [, url = ''] = await running.printed(/feeds +(http:\S+)/);
  await running.printed(/"msg":"published"/);
  return {
    ...desk,
    url,
    statusesOf: async (name) => {
      const log = await readFile(join(desk.root, 'access.log'), 'utf8').catch(() => '');
      return [...log.matchAll(/"GET \/(\S+) HTTP\/1\.1" (\d+)/g)]
        .filter(([, path]) => path === name)
        .map(([, , status]) => Number(status));
    },
  };
}

/** By title, text decoded, as a person would see it. */
function asSeen(items: readonly ReadItem[]): readonly unknown[] {
  return items
    .map(({ id, title, author, published, html }) => ({
      id,
      title: decodeHtml(title.trim()),
      author,
      published: new Date(published).toISOString(),
      paragraphs: decodeParagraphs(html.trim()),
    }))
    .toSorted((one, other) => one.id.localeCompare(other.id));
}

/** What the three stories say, to whoever reads them right. */
function expected(budget: string): readonly unknown[] {
  return [
    {
      id: 'urn:newsml:panapress.com:20210608:tunis',
      title: 'أمطار في تونس',
      author: 'Panafrican News Agency',
      published: '2021-06-08T00:00:00.000Z',
      paragraphs: ['تونس (بانا) - هطلت الأمطار يوم الخميس.', 'وتستمر حتى الجمعة.'],
    },
    {
      id: 'urn:newsml:panapress.com:20210609:budget',
      title: BUDGET,
      author: 'Awa Diop',
      published: '2021-06-09T00:00:00.000Z',
      paragraphs: [`Dakar, Sénégal (PANA) - ${budget}`, 'Il se réunit en mai.'],
    },
    {
      id: 'urn:newsml:panapress.com:20210610:rain',
      title: 'Rain & sun: "all" weather',
      author: 'Panafrican News Agency',
      published: '2021-06-10T00:00:00.000Z',
      paragraphs: ["Dakar, Senegal (PANA) - It rained & then 3 < 4, said O'Neill.", 'It meets again in May.'],
    },
  ];
}

async function statuses(desk: RunningDesk, name: string, count: number): Promise<readonly number[]> {
  const all = await eventually(async () => {
    const found = await desk.statusesOf(name);
    return found.length >= count ? found : undefined;
  });
  expect(all, `answers to ${name}`).toHaveLength(count);
  return all ?? [];
}

async function subscribed(reader: Reader, desk: RunningDesk, name: string): Promise<Subscription> {
  const folder = join(desk.root, `reader-${name}`);
  await mkdir(folder);
  return reader.subscribe(desk.url + name, folder);
}

/** So often until it asks on conditions: newsboat does not do so the first time that it could. */
const POLLS = 3;

describe.each(readers)('$name', (reader) => {
  const feeds = reader.reads.join(', ');

  it.skipIf(!reader.isThere)(`reads every story from ${feeds}, whole and once, and an update as one`, async () => {
    const desk = await runningDesk();
    const running = reader.reads.map(async (name) => {
      const subscription = await subscribed(reader, desk, name);
      for (let poll = 0; poll < POLLS; poll += 1) await subscription.poll();
      expect(asSeen(await subscription.items()), name).toEqual(expected(FIRST));
      const answered = await statuses(desk, name, POLLS);
      expect([answered[0], answered.at(-1)], name).toEqual([200, reader.revalidates ? 304 : 200]);
      return { name, subscription };
    });
    const subscriptions = await Promise.all(running);

    await desk.save('fr/budget.txt', frenchCopy(CORRECTED));
    for (const { name, subscription } of subscriptions) {
      await eventually(async () => (await readFile(join(desk.feeds, name), 'utf8')).includes('2023') || undefined);
      await subscription.poll();
      expect(asSeen(await subscription.items()), name).toEqual(expected(reader.takesUpdates ? CORRECTED : FIRST));
      const [updated] = (await statuses(desk, name, POLLS + 1)).slice(-1);
      // newsboat and feedparser for Python take only what has changed (RFC 3229).
      const isDelta = reader === newsboat || reader === pythonFeedparser;
      expect(updated, name).toBe(isDelta ? 226 : 200);
    }
    // A kill belongs here, once the desk can file one: the same ids, and under one of them the notice alone.
  });
});
