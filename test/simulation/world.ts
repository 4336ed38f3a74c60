/** A wire, a desk that publishes on it, subscribers, and a process that delivers and dies: one seed's world. */
import { startDispatcher, type Dispatcher } from '../../src/delivery/dispatcher.ts';
import type { Delivery } from '../../src/delivery/attempt.ts';
import { webhookId } from '../../src/delivery/event-headers.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { PATIENCE } from '../../src/delivery/patience.ts';
import type { PushDocument } from '../../src/formats/format.ts';
import type { EventType, StoryVersion } from '../../src/story/story.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { DeliveryBatch, Store, SubscriberChange } from '../../src/wire/store.ts';
import type { Subscriber } from '../../src/wire/subscriber.ts';
import { sampleDesk, storyWith } from '../support/stories.ts';
import { machine, type Machine } from './machine.ts';
import type { Dice } from './random.ts';
import {
  answer,
  arrives,
  attemptBegins,
  BrokenPromise,
  isOwed,
  mendedAnswer,
  receiver,
  windowSince,
  type Committed,
  type Receiver,
  type Said,
} from './receiver.ts';

const START = Date.parse('2026-11-24T12:00:00Z');
const DAY = 24 * 3_600_000;
const SECRET = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';

export type PublicationKind = 'text' | 'secret' | 'withheld' | 'hold' | 'kill';

export type World = {
  readonly store: Store;
  readonly machine: Machine;
  readonly receivers: readonly Receiver[];
  readonly committed: readonly Committed[];
  readonly killedVersions: ReadonlyMap<string, number>;
  readonly publish: (slug: string, kind: PublicationKind, language: 'en' | 'fr') => Promise<void>;
  readonly wake: () => void;
  /** An orderly end of the process. */
  readonly stop: () => Promise<void>;
  readonly crash: (dice: Dice) => Promise<void>;
  /** From now on every server works. */
  readonly mend: () => void;
  readonly idOf: (name: string) => number;
  /** An operator changes what a subscriber gets, while it is served. */
  readonly change: (
    to: Receiver,
    settings: Pick<Said, 'filter' | 'window'> & Pick<SubscriberChange, 'rate'>,
  ) => Promise<void>;
  /** What was broken, if anything was. */
  readonly broken: () => Error | undefined;
  readonly close: () => Promise<void>;
};

const PLAIN: PushDocument = { mediaType: 'text/plain', render: ({ slug, version }) => `${slug} ${version}` };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openWorld(dice: Dice, note: (line: string) => void): Promise<World> {
  const store = await openSqliteStore(':memory:');
  const pc = machine(START);
  const receivers = [
    receiver('all', {}, 4),
    receiver('french', { language: ['fr'] }, dice.pick([2, 3]), true),
    receiver('strict', {}, 1),
  ];
  const idsByName = new Map<string, number>();
  const committed: Committed[] = [];
  const killedVersions = new Map<string, number>();
  let life = 0;
  let isMended = false;
  let broken: Error | undefined;

  for (const { name, said, isTrusted } of receivers) {
    const [{ filter, window }] = said;
    const row = { name, url: `https://${name}/`, format: 'plain', secret: SECRET, createdAt: iso(START), cursor: 0 };
    idsByName.set(name, (await store.subscribers.add({ ...row, filter, window, isTrusted })).id);
  }

  function attempt({ url, event, document }: Delivery): Promise<Outcome> {
    const to = receivers.find(({ name }) => name === new URL(url).hostname);
    const about = committed[event.seq - 1];
    if (to === undefined || about === undefined) throw new BrokenPromise(`an attempt to ${url} of what is not there`);
    const begun = { committed: about, id: webhookId(event), body: document.body.toString(), life };
    const label = `attempt ${to.name} ${event.seq} ${about.version.slug} v${event.version}`;
    note(`  ${label} begins`);
    let attempted: ReturnType<typeof attemptBegins>;
    try {
      attempted = attemptBegins(to, begun, killedVersions.get(event.guid) ?? 0);
    } catch (error) {
      broken ??= error as Error;
      return new Promise(() => undefined);
    }
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const complete = async (): Promise<void> => {
      const at = pc.elapsed();
      // It may arrive well before its answer does.
      if (!isMended && !attempted.hasArrived && to.mood === 'up' && dice.chance(0.1)) {
        arrives(to, attempted, at);
        pc.calls.push(call);
        return;
      }
      resolve(isMended ? mendedAnswer(to, attempted, at) : answer(to, attempted, { dice, at }));
      note(`  ${label} ends: ${attempted.end}`);
    };
    const orphan = async (): Promise<void> => {
      if (to.mood === 'up') arrives(to, attempted, pc.elapsed());
    };
    const call = { label, complete, orphan };
    pc.calls.push(call);
    return promise;
  }

  /** What the process sees of the store: every call takes its time. */
  function storeAtWork(): Store {
    const { subscribers, log, stories } = store;
    return {
      ...store,
      subscribers: {
        ...subscribers,
        begin: pc.through('read census', async () => {
          await suspect(store, receivers, committed);
          return subscribers.begin();
        }),
        changes: pc.through('read changes', (mark: number) => subscribers.changes(mark)),
        withIds: pc.through('read subscribers', (ids: readonly number[]) => subscribers.withIds(ids)),
        lanes: pc.through('read lanes', (ids?: readonly number[]) => subscribers.lanes(ids)),
        toResend: pc.through('read what to resend', (ids: readonly number[]) => subscribers.toResend(ids)),
        receivers: pc.through('read ledger', (guid: string) => subscribers.receivers(guid)),
        record: pc.through('record', (batch: DeliveryBatch) => subscribers.record(batch)),
        setState: pc.through('set state', (id: number, state: Subscriber['state']) => subscribers.setState(id, state)),
      },
      log: {
        ...log,
        head: pc.through('read head', () => log.head()),
        after: pc.through('read log', (seq: number, limit: number) => log.after(seq, limit)),
        kills: pc.through('look at kills', (seq: number) => log.kills(seq)),
      },
      stories: {
        ...stories,
        version: pc.through('read story', (guid: string, version?: number) => stories.version(guid, version)),
      },
    };
  }

  function boot(): Dispatcher {
    return startDispatcher({
      store: storeAtWork(),
      formats: new Map([['plain', PLAIN]]),
      desk: sampleDesk,
      attempt,
      now: pc.now,
      random: dice.roll,
      later: pc.later,
      log: SILENT,
      patience: { ...PATIENCE, suspendAfterMs: 2 * DAY },
    });
  }

  let dispatcher = boot();

  return {
    store,
    machine: pc,
    receivers,
    committed,
    killedVersions,
    idOf: (name) => idsByName.get(name) ?? 0,
    broken: () => broken,
    wake: () => dispatcher.wake(),
    stop: () => dispatcher.stop(0),
    mend() {
      isMended = true;
    },
    async change(to, { filter, window, rate }) {
      await store.subscribers.change(idsByName.get(to.name) ?? 0, {
        filter,
        window,
        ...(rate !== undefined && { rate }),
      });
      to.said.push({ from: committed.length, filter, window });
    },
    async publish(slug, kind, language) {
      const guid = storyWith({}, slug).guid;
      const before = committed.filter(({ event }) => event.guid === guid);
      const version = before.length + 1;
      // What somebody has had who is not trusted is no secret any more; what nobody has had is taken back in secret.
      const isSecret = kind !== 'text' && before.every((one) => one.version.audience === 'trusted');
      const told: Record<typeof kind, Pick<StoryVersion, 'pubStatus' | 'event' | 'heldBy'>> = {
        text: { pubStatus: 'usable', event: textEvent(version, dice) },
        secret: { pubStatus: 'withheld', event: textEvent(version, dice) },
        withheld: { pubStatus: 'withheld', event: textEvent(version, dice) },
        hold: { pubStatus: 'withheld', event: 'story.held', heldBy: 'desk' },
        kill: { pubStatus: 'canceled', event: 'story.killed' },
      };
      const audience = isSecret ? ({ audience: 'trusted' } as const) : {};
      const storyVersion: StoryVersion = { ...storyWith({ language }, slug), version, ...told[kind], ...audience };
      const mark = `${slug} ${version}`;
      const file = { path: `${slug}.txt`, file: { hash: mark, stamp: mark } };
      const [event] = await store.log.append([{ version: storyVersion, ...file, committedAt: iso(START) }]);
      if (event === undefined) throw new Error('nothing was appended');
      committed.push({ event, version: storyVersion });
      if (kind === 'kill' || kind === 'hold') killedVersions.set(guid, version);
    },
    async crash(chances) {
      for (const call of pc.calls) if (chances.chance(0.5)) await call.orphan();
      pc.forget();
      for (const { attempts } of receivers) for (const one of attempts) if (one.end === 'open') one.end = 'lost';
      life += 1;
      dispatcher = boot();
    },
    close: async () => {
      await store[Symbol.asyncDispose]();
    },
  };
}

function textEvent(version: number, chances: Dice): EventType {
  return version === 1 ? 'story.published' : chances.pick(['story.updated', 'story.corrected'] as const);
}

/** What the next process must take for possibly sent: one window after each stored cursor, and what lanes hold. */
async function suspect(store: Store, receivers: readonly Receiver[], committed: readonly Committed[]): Promise<void> {
  const lanes = await store.subscribers.lanes();
  for (const one of receivers) {
    const row = await store.subscribers.withName(one.name);
    if (row === undefined) continue;
    const next = committed.slice(row.progress.cursor).filter((each) => isOwed(one, each));
    for (const { event } of next.slice(0, windowSince(one, row.progress.cursor + 1))) one.suspected.add(event.guid);
    for (const { subscriberId, guid } of lanes) if (subscriberId === row.id) one.suspected.add(guid);
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
