/** A wire of the test's own on disk, a clock that stands still, and dispatchers that live and die on them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import type { Attempt, Delivery } from '../../src/delivery/attempt.ts';
import { startDispatcher, type Dispatcher, type DispatcherDeps } from '../../src/delivery/dispatcher.ts';
import { webhookId } from '../../src/delivery/event-headers.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { newSecret } from '../../src/delivery/signature.ts';
import type { PushDocument } from '../../src/formats/format.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Commit, NewSubscriber, Store } from '../../src/wire/store.ts';
import type { Receipt, Subscriber } from '../../src/wire/subscriber.ts';
import { heldClock, type HeldClock } from '../support/held-clock.ts';
import { sampleDesk, storyWith } from '../support/stories.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

export type Floor = {
  readonly store: Store;
  readonly clock: HeldClock;
  /** Every attempt so far, as it was made. */
  readonly attempts: readonly AttemptMade[];
  readonly logLines: readonly LogLine[];
  readonly renders: readonly string[];
  /** Commits one version of the story with that slug. */
  readonly publish: (slug: string, words?: Partial<Story>, version?: Partial<StoryVersion>) => Promise<void>;
  /** So many stories in one commit. */
  readonly publishMany: (count: number) => Promise<void>;
  readonly subscribe: (name: string, subscriber?: Partial<NewSubscriber>) => Promise<Subscriber>;
  readonly subscriber: (name: string) => Promise<Subscriber>;
  readonly receipts: (name: string) => Promise<readonly Receipt[]>;
  /** Reports to `attempts`, then answers. */
  readonly attempt: Attempt;
  readonly start: (deps?: Partial<DispatcherDeps>) => Dispatcher;
};

export type AttemptMade = {
  readonly to: string;
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly at: number;
};

/** What an attempt to that subscriber comes to. The signal aborts it. */
export type Answering = (made: AttemptMade, signal: AbortSignal) => Promise<Outcome> | Outcome;

export const accepted: Outcome = { kind: 'delivered', status: 204, durationMs: 3, reason: 'HTTP 204' };
export const unavailable: Outcome = { kind: 'endpoint-failed', status: 503, durationMs: 3, reason: 'HTTP 503' };
export const unprocessable: Outcome = { kind: 'event-refused', status: 422, durationMs: 3, reason: 'HTTP 422' };
export const gone: Outcome = { kind: 'gone', status: 410, durationMs: 3, reason: 'HTTP 410' };

export async function openFloor(answering: Answering = () => accepted): Promise<Floor> {
  const store = await openSqliteStore(join(await temporaryFolder(), 'wire.sqlite'));
  onTestFinished(() => store[Symbol.asyncDispose]());
  const clock = heldClock();
  const attempts: AttemptMade[] = [];
  const logLines: LogLine[] = [];
  const renders: string[] = [];
  const versions = new Map<string, number>();
  const log = pino({ base: null, timestamp: false }, { write: (line) => logLines.push(JSON.parse(line) as LogLine) });

  const plain: PushDocument = {
    mediaType: 'text/plain; charset=utf-8',
    render({ slug, version, story }) {
      renders.push(`${slug} ${version}`);
      if (story.headline === 'Cannot be written') throw new Error('no way to write this');
      return `${slug} ${version}: ${story.headline}`;
    },
  };

  const attempt: Attempt = async ({ url, event, document }: Delivery, signal) => {
    const to = new URL(url).hostname;
    const made = { to, seq: event.seq, id: webhookId(event), body: document.body.toString(), at: clock.now() };
    attempts.push(made);
    return answering(made, signal);
  };

  async function subscriber(name: string): Promise<Subscriber> {
    const found = await store.subscribers.withName(name);
    if (found === undefined) throw new Error(`no subscriber ${name}`);
    return found;
  }

  return {
    store,
    clock,
    attempts,
    logLines,
    renders,
    attempt,
    subscriber,
    async publish(slug, words = {}, changes = {}) {
      const version = (versions.get(slug) ?? 0) + 1;
      versions.set(slug, version);
      const event = version === 1 ? 'story.published' : 'story.updated';
      const committed = { ...storyWith(words, slug), version, event, ...changes } as const;
      await store.log.append([commitOf(committed, clock.now())]);
    },
    async publishMany(count) {
      const slugs = Array.from({ length: count }, (_, index) => `many-${index}`);
      await store.log.append(slugs.map((slug) => commitOf(storyWith({}, slug), clock.now())));
    },
    subscribe: (name, given) =>
      store.subscribers.add({
        name,
        url: `https://${name}/wire?key=private`,
        format: 'plain',
        filter: {},
        secret: newSecret(randomBytes),
        createdAt: new Date(clock.now()).toISOString(),
        cursor: 0,
        ...given,
      }),
    receipts: async (name) => (await store.subscribers.receipts((await subscriber(name)).id, 1_000)).toReversed(),
    start: (deps) =>
      startDispatcher({
        store,
        formats: new Map([['plain', plain]]),
        desk: sampleDesk,
        attempt,
        now: clock.now,
        random: () => 0.5,
        later: clock.later,
        log,
        ...deps,
      }),
  };
}

function commitOf(version: StoryVersion, now: number): Commit {
  const mark = `${version.slug} ${version.version}`;
  const committedAt = new Date(now).toISOString();
  return { version, path: `${version.slug}.txt`, file: { hash: mark, stamp: mark }, committedAt };
}

export async function publishAll(floor: Floor, ...slugs: readonly string[]): Promise<void> {
  for (const slug of slugs) await floor.publish(slug);
}

/** The events that were attempted, in turn. */
export function sequences(attempts: readonly AttemptMade[], to?: string): number[] {
  return attempts.filter((made) => to === undefined || made.to === to).map(({ seq }) => seq);
}

/** What it is to answer, in turn; then it accepts. */
export function inTurn(...outcomes: Outcome[]): Answering {
  return () => outcomes.shift() ?? accepted;
}

/** The same store, with its batches written by another hand. */
export function recording(store: Store, record: Store['subscribers']['record']): Store {
  return { ...store, subscribers: { ...store.subscribers, record } };
}
