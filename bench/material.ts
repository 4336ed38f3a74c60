/** What the senders deliver and to whom: invented stories of about 4 kB as ninjs, and subscribers on hosts of their own. */
import { randomBytes } from 'node:crypto';

import { newSecret } from '../src/delivery/signature.ts';
import type { TargetPolicy } from '../src/delivery/target.ts';
import { seededRandom } from '../scripts/seeded-random.ts';
import type { Desk } from '../src/story/desk.ts';
import type { StoryVersion } from '../src/story/story.ts';
import type { Commit, NewSubscriber } from '../src/wire/store.ts';

export const benchDesk: Desk = {
  agency: { name: 'Bench News Agency', mark: 'BNA', domain: 'bench.example', url: 'https://bench.example/' },
  baseUrl: 'https://wire.bench.example/',
  language: 'en',
  timeZone: 'UTC',
  rights: { holder: 'Bench News Agency', notice: '© Bench News Agency', usageTerms: '' },
  generator: { name: 'Wiredesk', version: 'bench', url: 'https://bench.example/' },
};

/** The format that everybody subscribes to here. */
export const FORMAT = 'ninjs';

const WORDS =
  'council minister region harvest border agreement river market teachers union railway ports energy budget drought ' +
  'fund talks court police election fishing quota cotton cocoa inflation bank clinic vaccine schools summit roads';

const VOCABULARY: readonly string[] = WORDS.split(' ');
const PARAGRAPHS = 5;
const WORDS_A_PARAGRAPH = 33;

export type StoryKind = Pick<StoryVersion['story'], 'section'> & {
  /** Paragraphs of text; the usual number makes 4 kB of ninjs. */
  readonly paragraphs?: number;
};

/** The same number gives the same story, in whatever process. */
export function storyOf(number: number, { section, paragraphs = PARAGRAPHS }: StoryKind = {}): StoryVersion {
  const random = seededRandom(number);
  const words = (count: number): string =>
    Array.from({ length: count }, () => VOCABULARY[Math.floor(random() * VOCABULARY.length)] ?? '').join(' ');
  const slug = `bench-${number}`;
  return {
    guid: `urn:newsml:bench.example:20260101:${slug}`,
    slug,
    version: 1,
    pubStatus: 'usable',
    event: 'story.published',
    firstCreated: '2026-01-01T00:00:00Z',
    versionCreated: '2026-01-01T00:00:00Z',
    story: {
      language: 'en',
      headline: `Story ${number}: ${words(8)}`,
      body: Array.from({ length: paragraphs }, () => `${words(WORDS_A_PARAGRAPH)}.`),
      urgency: 4,
      subjects: [],
      keywords: [],
      ...(section !== undefined && { section }),
    },
  };
}

export function commitOf(version: StoryVersion): Commit {
  const mark = `${version.slug} ${version.version}`;
  const file = { hash: mark, stamp: mark };
  return { version, path: `${version.slug}.txt`, file, committedAt: new Date().toISOString() };
}

export type Targets = {
  readonly scheme: 'http' | 'https';
  readonly port: number;
};

/** Every subscriber has a host of its own, as in life: an address of the loopback network. */
export function hostOf(index: number): string {
  return `127.1.${index >> 8}.${index & 255}`;
}

export function subscriberOf(index: number, { scheme, port }: Targets): NewSubscriber {
  return {
    name: `subscriber-${index}`,
    url: `${scheme}://${hostOf(index)}:${port}/wire`,
    format: FORMAT,
    filter: {},
    secret: newSecret(randomBytes),
    createdAt: new Date().toISOString(),
    cursor: 0,
  };
}

export function policyFor(...ports: readonly number[]): TargetPolicy {
  return { allow: ['127.0.0.0/8'], ports, allowHttp: true };
}
