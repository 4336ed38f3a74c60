/**
 * The dispatcher: each active subscriber reads the log from its cursor, with a few events in flight at a time and never
 * two of one story; what it refuses waits in a lane, and kills go first (DESIGN.md §3, §4). Store, clock, randomness,
 * timers and the attempt itself are arguments, so that all of it can be run against a clock that stands still.
 */
import type { PushDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';
import type { Attempt } from './attempt.ts';
import { bookkeeping, type Bookkeeping } from './bookkeeping.ts';
import { chore } from './chore.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { pushDocuments } from './documents.ts';
import { fence } from './fence.ts';
import type { Later } from './later.ts';
import { decideKills } from './owed-kills.ts';
import type { Patience } from './patience.ts';
import { IN_FLIGHT_MAX, kindOf, slotsOf, type Queue, type Rank } from './placing.ts';
import { progressWriter, type ProgressWriter } from './progress-writer.ts';
import { recentEvents } from './recent-events.ts';
import { callTheRoll } from './roll-call.ts';
import { roster, type Roster } from './roster.ts';
import { roundRobin } from './round-robin.ts';
import { stateOf, type DeliveryState, type StateQuestion } from './state.ts';
import { storePause } from './store-trouble.ts';
import type { Subscription } from './subscription.ts';
import { tally, type DeliveryTally } from './tally.ts';
import { takeTurn } from './turn.ts';
import { watch, type Watch } from './watch.ts';

export type DispatcherDeps = {
  readonly store: Pick<Store, 'log' | 'stories' | 'subscribers'>;
  /** By name, as in `Subscriber.format`. */
  readonly formats: ReadonlyMap<string, PushDocument>;
  readonly desk: Desk;
  readonly attempt: Attempt;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly later: Later;
  readonly log: DeliveryLog;
  readonly inFlightMax?: number;
  readonly patience?: Patience;
};

export type Dispatcher = {
  /** There are new events, or subscribers have changed. Never waits. */
  readonly wake: () => void;
  /** Resolves when nothing can be done now, with what was done since the start. */
  readonly settle: () => Promise<DeliveryTally>;
  /** How it stands just now. */
  readonly state: (question: StateQuestion) => DeliveryState;
  /**
   * Lets attempts under way finish for so long, then aborts them, and writes what is known. Rejects where the store
   * refuses that: nothing is lost then, one window per subscriber may be sent again.
   */
  readonly stop: (graceMs: number) => Promise<void>;
};

export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  const { store, now, later, log, inFlightMax = IN_FLIGHT_MAX } = deps;
  const { log: wire, subscribers } = store;
  const aborting = new AbortController();
  const changes = watch();
  const counts = tally();
  const writer = progressWriter({ record: (batch) => subscribers.record(batch), later, log });
  const recent = recentEvents(store);
  const killed = fence({
    kills: (seq) => wire.kills(seq),
    onKill(kill) {
      present.noteKill(kill);
      kills.call();
    },
  });
  const queue = roundRobin<Subscription, Rank>({ slots: slotsOf(inFlightMax), serve, afterTurn });
  const books = bookkeeping({ writer, isKilled: killed.isKilled, head: () => present.head(), now, afterWriting });
  const present = roster({ queue, killsAfter: killed.after, tidy: books.tidy, now, later });
  const pause = storePause({ queue, later, log });
  const again = { later, log, afterRun: changes.check };
  const rolls = chore({ ...again, run: () => callTheRoll({ store, roster: present, fence: killed }).then(kills.call) });
  const kills = chore({ ...again, run: () => decideKills({ ...room, all: present.all }) });
  const documentOf = pushDocuments(deps.desk);
  const { signal } = aborting;
  const { unrecorded } = writer;
  const room = { ...deps, ...books, unrecorded, recent, fence: killed, documentOf, place: present.place, signal };

  async function serve(subscription: Subscription, rank: Rank): Promise<void> {
    try {
      counts.add(await takeTurn(room, { subscription, kind: kindOf(rank), head: present.head() }));
      pause.isOver();
    } catch (error) {
      pause.begin(error);
    }
    present.place(subscription);
    // Whether it gets a kill may hang on the attempt that has just ended.
    if (subscription.undecided.size > 0) kills.call();
  }

  function afterTurn(): void {
    if (queue.active() === 0) writer.hurry();
    changes.check();
  }

  function afterWriting(subscription: Subscription): void {
    present.place(subscription);
    changes.check();
  }

  rolls.call();
  const parts: Parts = { ...deps, aborting, changes, writer, queue, books, present, chores: [rolls, kills, pause] };
  return {
    wake: rolls.call,
    async settle() {
      await changes.until(() => !rolls.isUnderWay() && !kills.isUnderWay() && isSettled(parts));
      return counts.soFar(present.all(), now());
    },
    state: (question) => stateOf({ inFlight: queue.active(), head: present.head(), all: present.all() }, question),
    stop: (graceMs) => stop(parts, graceMs),
  };
}

type Parts = Pick<DispatcherDeps, 'later'> & {
  readonly aborting: AbortController;
  readonly changes: Watch;
  readonly writer: ProgressWriter;
  readonly queue: Queue;
  readonly books: Bookkeeping;
  readonly present: Roster;
  readonly chores: readonly { readonly stop: () => void }[];
};

function isSettled({ queue, books, writer }: Parts): boolean {
  return queue.isQuiet() && (books.unwritten() === 0 || writer.isStuck());
}

async function stop(parts: Parts, graceMs: number): Promise<void> {
  const { chores, queue, present, books, writer } = parts;
  for (const one of chores) one.stop();
  queue.hold();
  present.close();
  await endAttempts(parts, graceMs);
  for (const subscription of present.all()) books.notePlace(subscription);
  await writer.flush().finally(writer.stop);
}

async function endAttempts({ queue, aborting, changes, later }: Parts, graceMs: number): Promise<void> {
  let hasGrace = true;
  const callOff = later(graceMs, () => {
    hasGrace = false;
    changes.check();
  });
  await changes.until(() => queue.active() === 0 || !hasGrace);
  callOff();
  aborting.abort();
  await changes.until(() => queue.active() === 0);
}
