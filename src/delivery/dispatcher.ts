/**
 * The dispatcher: each active subscriber reads the log from its cursor, with a few events in flight at a time and never
 * two of one story; what it refuses waits in a lane, and kills go first (DESIGN.md §3, §4). Store, clock, randomness,
 * timers and the attempt itself are arguments, so that all of it can be run against a clock that stands still.
 */
import type { PushDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { WireEvent } from '../wire/event.ts';
import type { Store } from '../wire/store.ts';
import type { Attempt } from './attempt.ts';
import { bookkeeping, type Bookkeeping } from './bookkeeping.ts';
import { checkpoint } from './checkpoint.ts';
import { chore, type Chore } from './chore.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { pushDocuments } from './documents.ts';
import { fanOut, waking } from './fan-out.ts';
import { fence } from './fence.ts';
import type { Later } from './later.ts';
import { LIMITS, type Limits } from './limits.ts';
import { openKills } from './open-kills.ts';
import { decideKills } from './owed-kills.ts';
import type { Patience } from './patience.ts';
import { IN_FLIGHT_MAX, placesFor, type Queue, type Rank } from './placing.ts';
import { progressWriter, type ProgressWriter } from './progress-writer.ts';
import { recentEvents } from './recent-events.ts';
import { resending } from './resending.ts';
import { rollCall } from './roll-call.ts';
import { roster, type Roster } from './roster.ts';
import { roundRobin } from './round-robin.ts';
import { stateOf, type DeliveryState, type StateQuestion } from './state.ts';
import { storePause, type StorePause } from './store-trouble.ts';
import type { Subscription } from './subscription.ts';
import { tally, type DeliveryTally, type Tally } from './tally.ts';
import { serving, type Serve } from './serving.ts';

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
  /** Runs it when all that has come in at this moment is done with. */
  readonly soon?: (run: () => void) => void;
  readonly log: DeliveryLog;
  readonly inFlightMax?: number;
  readonly limits?: Limits;
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
  const { store, now, later, log, inFlightMax = IN_FLIGHT_MAX, limits = LIMITS } = deps;
  const aborting = new AbortController();
  const changes = watch();
  const counts = tally();
  const recent = recentEvents(store, limits);
  const open = openKills();
  const wake = waking({ store, limits, roster: () => present });
  const out = fanOut({ recent, roster: () => present, wake });
  const { head } = out;
  const place = checkpoint({ head, firstOpenKill: open.first });
  const writer = progressWriter({ store, limits, checkpoint: place.reached, later, log });
  const killed = fence({ ...deps, onKill });
  const serve: Serve = (...turn) => serving({ room, counts, pause, present, kills }, ...turn);
  const queue = roundRobin<Subscription, Rank>({ ...placesFor(inFlightMax), serve, afterTurn, now, later });
  const books = bookkeeping({ writer, isKilled: killed.isKilled, checkpoint: place, head, now, afterWriting });
  const placing = { queue, tidy: books.tidy, head, now, later, limits };
  const { record } = books;
  const present = roster({ ...placing, killsAfter: killed.after, checkpoint: place, record, log, again });
  const pause = storePause({ queue, later, log });
  const resend = resending({ store, roster: present, record, killOf: killed.killOf, head, now });
  const roll = rollCall({ store, roster: present, fence: killed, fanOut: out, wake, resend, openKills: open });
  const { signal } = aborting;
  const room = {
    ...deps,
    ...books,
    recent,
    fence: killed,
    documentOf: pushDocuments(deps.desk),
    head,
    place: present.place,
    signal,
  };
  const owing = { ...room, unrecorded: writer.unrecorded, roster: present, openKills: open, wake, again };
  const kills = chore({ later, log, afterRun: changes.check, run: () => decideKills(owing) });
  const rolls = chore({ later, log, afterRun: changes.check, run: () => roll.call().then(afterRoll) });

  function onKill(kill: WireEvent): void {
    open.add(kill);
    present.noteKill(kill);
    kills.call();
  }

  function afterRoll(): void {
    kills.call();
    writer.writeCheckpoint();
  }

  function again(id: number): void {
    roll.again(id);
    rolls.call();
  }

  function afterTurn(): void {
    if (queue.active() === 0) writer.hurry();
    changes.check();
  }

  function afterWriting(subscription: Subscription, isTaken: boolean): void {
    (isTaken ? present.place : present.dismiss)(subscription);
    changes.check();
  }

  rolls.call();
  return dispatcherOf({ ...deps, aborting, changes, counts, writer, queue, books, present, rolls, kills, pause, head });
}

type Parts = Pick<DispatcherDeps, 'later' | 'now'> & {
  readonly aborting: AbortController;
  readonly changes: Watch;
  readonly counts: Tally;
  readonly writer: ProgressWriter;
  readonly queue: Queue;
  readonly books: Bookkeeping;
  readonly present: Roster;
  readonly rolls: Chore;
  readonly kills: Chore;
  readonly pause: StorePause;
  /** The last event that has been handed out. */
  readonly head: () => number;
};

function dispatcherOf(parts: Parts): Dispatcher {
  const { rolls, kills, changes, counts, present, queue, head, now } = parts;
  return {
    wake: rolls.call,
    async settle() {
      await changes.until(() => !rolls.isUnderWay() && !kills.isUnderWay() && isSettled(parts));
      return counts.soFar(present.all(), now());
    },
    state: (question) =>
      stateOf({ inFlight: queue.active(), head: head(), served: present.count(), awake: present.all() }, question),
    stop: (graceMs) => stop(parts, graceMs),
  };
}

function isSettled({ queue, books, writer }: Parts): boolean {
  return queue.isQuiet() && (books.unwritten() === 0 || writer.isStuck());
}

async function stop(parts: Parts, graceMs: number): Promise<void> {
  const { rolls, kills, pause, queue, present, books, writer } = parts;
  for (const one of [rolls, kills, pause]) one.stop();
  queue.hold();
  present.close();
  const isOrderly = await endAttempts(parts, graceMs);
  for (const subscription of present.all()) books.notePlace(subscription);
  await writer.finish(isOrderly).finally(writer.stop);
}

/** False where some were cut off, and may have arrived. */
async function endAttempts({ queue, aborting, changes, later }: Parts, graceMs: number): Promise<boolean> {
  let hasGrace = true;
  const callOff = later(graceMs, () => {
    hasGrace = false;
    changes.check();
  });
  await changes.until(() => queue.active() === 0 || !hasGrace);
  callOff();
  const isOrderly = queue.active() === 0;
  aborting.abort();
  await changes.until(() => queue.active() === 0);
  return isOrderly;
}
