/** A wire, a desk that publishes on it, subscribers, and a process that delivers and dies: one seed's world. */
import { startDispatcher, type Dispatcher } from '../../../src/delivery/dispatcher.ts';
import type { Delivery } from '../../../src/delivery/attempt.ts';
import { webhookId } from '../../../src/delivery/event-headers.ts';
import { LIMITS, type Limits } from '../../../src/delivery/limits.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { PATIENCE } from '../../../src/delivery/patience.ts';
import { askAgain } from '../../../src/desk/subscribers/ask-again.ts';
import { IN_FLIGHT_MAX } from '../../../src/delivery/placing.ts';
import type { PushDocument } from '../../../src/formats/format.ts';
import type { EventType, StoryVersion } from '../../../src/story/story.ts';
import { openSqliteStore } from '../../../src/wire/sqlite.ts';
import type { Store, SubscriberChange } from '../../../src/wire/store.ts';
import { sampleDesk, storyWith } from '../../support/stories.ts';
import { BrokenPromise } from '../broken-promise.ts';
import { machine, type Machine } from '../machine.ts';
import type { Dice } from '../random.ts';
import { answer, arrives, mendedAnswer } from './answers.ts';
import {
  attemptBegins,
  isReceipted,
  isReplayed,
  receiver,
  type Committed,
  type Receiver,
  type Said,
  type Wish,
} from './receiver.ts';
import { storeAtWork, suspect } from './store-at-work.ts';

/** Whatever is beyond a limit happens all the time. */
const TIGHT_LIMITS: Limits = {
  idleMax: 0,
  wokenAtOnce: 1,
  aheadMax: 2,
  examinedMax: 7,
  checkpointEvents: 2,
  recentMax: 3,
  recentAtOnce: 2,
};

const START = Date.parse('2026-11-24T12:00:00Z');
/** Of nothing but failure; the simulation has not the days for more. */
const SUSPENDED_AFTER_MS = 3_600_000;
/** More than there can be. */
const RECEIPTS_MAX = 100_000;
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
  /** An orderly end, and a new beginning. False where the store has refused the last word: it might as well have crashed. */
  readonly restart: (dice: Dice) => Promise<boolean>;
  readonly crash: (dice: Dice) => Promise<void>;
  /** One more subscriber, who is owed events after that one. */
  readonly add: (wish: Wish) => Promise<Receiver>;
  /** The operator sets a subscriber back, whoever delivers. */
  readonly replay: (one: Receiver, after: number) => Promise<void>;
  /** The same while nobody does: one process has died, and the next has not begun. */
  readonly replayAtRest: (one: Receiver, after: number, dice: Dice) => Promise<void>;
  /** The operator asks for the story of that event once more. Throws where it is not the subscriber's to have. */
  readonly ask: (one: Receiver, committed: Committed) => Promise<void>;
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
  const receivers: Receiver[] = [];
  const idsByName = new Map<string, number>();
  const committed: Committed[] = [];
  const killedVersions = new Map<string, number>();
  const limits = dice.pick([LIMITS, TIGHT_LIMITS, { ...TIGHT_LIMITS, idleMax: 1, recentMax: 8 }]);
  const inFlightMax = dice.pick([IN_FLIGHT_MAX, IN_FLIGHT_MAX, 1, 3]);
  let life = 0;
  let isMended = false;
  let broken: Error | undefined;

  async function add(wish: Wish): Promise<Receiver> {
    const name = `receiver-${receivers.length}`;
    const { filter, window, owedAfter: cursor = 0, isTrusted = false } = wish;
    const row = { name, url: `https://${name}/`, format: 'plain', secret: SECRET, createdAt: iso(START), cursor };
    idsByName.set(name, (await store.subscribers.add({ ...row, filter, window, isTrusted })).id);
    const added = receiver(name, wish);
    receivers.push(added);
    return added;
  }

  await add({ filter: {}, window: 4 });
  await add({ filter: { language: ['fr'] }, window: dice.pick([2, 3]), isTrusted: true });
  await add({ filter: {}, window: 1 });

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

  function boot(): Dispatcher {
    return startDispatcher({
      store: storeAtWork({ store, machine: pc, receivers, committed }),
      formats: new Map([['plain', PLAIN]]),
      desk: sampleDesk,
      attempt,
      now: pc.now,
      random: dice.roll,
      later: pc.later,
      limits,
      inFlightMax,
      log: SILENT,
      patience: { ...PATIENCE, suspendAfterMs: SUSPENDED_AFTER_MS },
    });
  }

  let dispatcher = boot();

  async function crash(chances: Dice, meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    for (const call of pc.calls) if (chances.chance(0.5)) await call.orphan();
    await dies();
    await meanwhile();
    dispatcher = boot();
  }

  async function dies(): Promise<void> {
    pc.forget();
    for (const { attempts } of receivers) for (const one of attempts) if (one.end === 'open') one.end = 'lost';
    life += 1;
    for (const one of receivers) {
      const row = await store.subscribers.withName(one.name);
      if (row !== undefined) isReceipted(one, await store.subscribers.receipts(row.id, RECEIPTS_MAX));
    }
  }

  /** Everything that is under way ends in its own time, or does not: then it is cut off. */
  async function restart(chances: Dice): Promise<boolean> {
    const stopped = dispatcher.stop(chances.pick([0, 5_000])).then(
      () => true,
      () => false,
    );
    while ((await Promise.race([stopped, pc.settle()])) === undefined) {
      const [call] = pc.calls.splice(chances.below(pc.calls.length), 1);
      if (call?.refuse !== undefined && chances.chance(0.05)) call.refuse();
      else if (call !== undefined && (!pc.hasTimers() || chances.chance(0.9))) await call.complete();
      else if (call !== undefined) pc.calls.push(call);
      if (call === undefined || chances.chance(0.1)) if (pc.hasTimers()) pc.ring();
    }
    const isOrderly = await stopped;
    if (isOrderly) pc.forget();
    else await dies();
    dispatcher = boot();
    return isOrderly;
  }

  async function setBack(one: Receiver, after: number): Promise<void> {
    const stored = await store.subscribers.withName(one.name);
    if (stored === undefined) return;
    // What may have been sent by now: the next process cannot tell from the cursor any more.
    await suspect({ store, committed, receivers: [one] });
    const { generation, progress } = await store.subscribers.setBack(stored.id, after);
    isReplayed(one, { after: progress.cursor, generation, life });
  }

  async function ask(one: Receiver, { event, version }: Committed): Promise<void> {
    const stored = await store.subscribers.withName(one.name);
    if (stored === undefined) return;
    const { guid } = event;
    const arrived = await store.subscribers.receivers(guid);
    const [asked] = await askAgain(store, stored, { guid, slug: version.slug });
    const newest = asked?.version ?? 0;
    const { attempts, replays } = one;
    // Of a kill that has arrived, and is on its way to the ledger, nothing can be taken back: it comes no second time.
    const isWritten = arrived.some(({ subscriberId, delivered }) => subscriberId === stored.id && delivered >= newest);
    const isKilled = killedVersions.get(guid) === newest;
    one.asked.push({
      guid,
      version: newest,
      attempts: isKilled && !isWritten ? 0 : attempts.length,
      replays: replays.length,
    });
  }

  return {
    add,
    crash,
    restart,
    replay: (one, after) => setBack(one, after),
    replayAtRest: (one, after, chances) => crash(chances, () => setBack(one, after)),
    ask,
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
      to.said = [...to.said, { from: committed.length, filter, window }];
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
    close: async () => {
      await store[Symbol.asyncDispose]();
    },
  };
}

function textEvent(version: number, chances: Dice): EventType {
  return version === 1 ? 'story.published' : chances.pick(['story.updated', 'story.corrected'] as const);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
