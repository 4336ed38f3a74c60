/**
 * The dispatcher: each active subscriber reads the log from its cursor, in order, one event at a time; the next attempt
 * starts when the last outcome is on disk (DESIGN.md §4). Store, clock, randomness, timers and the attempt itself are
 * arguments, so that all of it can be run against a clock that stands still.
 */
import type { PushDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';
import type { Attempt } from './attempt.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { pushDocuments } from './documents.ts';
import type { Later } from './later.ts';
import { progressWriter, type ProgressWriter } from './progress-writer.ts';
import { recentEvents } from './recent-events.ts';
import { rollCall } from './roll-call.ts';
import { roster } from './roster.ts';
import { roundRobin, type RoundRobin } from './round-robin.ts';
import { storePause } from './store-trouble.ts';
import type { Subscription } from './subscription.ts';
import { tally, type DeliveryTally } from './tally.ts';
import { takeTurn } from './turn.ts';
import { watch, type Watch } from './watch.ts';

/** More at a time is slower, not faster: 64 to 256 requests in flight beat 512. */
export const IN_FLIGHT_MAX = 64;

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
};

export type Dispatcher = {
  /** There are new events, or subscribers have changed. Never waits. */
  readonly wake: () => void;
  /** Resolves when nothing can be done now, with what was done since the start. */
  readonly settle: () => Promise<DeliveryTally>;
  /**
   * Lets attempts under way finish for so long, then aborts them, and writes what is known. Rejects where the store
   * refuses that: nothing is lost then, one event per subscriber may be sent again.
   */
  readonly stop: (graceMs: number) => Promise<void>;
};

export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  const { store, now, later, log } = deps;
  const aborting = new AbortController();
  const changes = watch();
  const counts = tally();
  const writer = progressWriter({ record: (batch) => store.subscribers.record(batch), later, log });
  const documentOf = pushDocuments(deps.desk);
  const room = { ...deps, recent: recentEvents(store), documentOf, writer, signal: aborting.signal };
  const queue = roundRobin<Subscription>({ slots: deps.inFlightMax ?? IN_FLIGHT_MAX, serve, afterTurn });
  const present = roster({ queue, now, later });
  const pause = storePause({ queue, later, log });
  const calls = rollCall({ store, roster: present, later, log, afterCall: changes.check });
  let unwritten = 0;

  async function serve(subscription: Subscription): Promise<void> {
    try {
      const { step, written } = await takeTurn(room, subscription, present.head());
      pause.isOver();
      counts.add(step);
      unwritten += 1;
      void whenWritten(subscription, written);
    } catch (error) {
      pause.begin(error);
      present.place(subscription);
    }
  }

  async function whenWritten(subscription: Subscription, written: Promise<void>): Promise<void> {
    await written;
    unwritten -= 1;
    present.place(subscription);
    changes.check();
  }

  function afterTurn(): void {
    if (queue.active() === 0) writer.hurry();
    changes.check();
  }

  calls.call();
  return {
    wake: calls.call,
    async settle() {
      await changes.until(() => !calls.isUnderWay() && queue.isQuiet() && (unwritten === 0 || writer.isStuck()));
      return counts.soFar(present.all());
    },
    async stop(graceMs) {
      calls.stop();
      pause.stop();
      queue.hold();
      present.close();
      await endAttempts({ queue, aborting, changes, later, graceMs });
      for (const subscription of present.all()) notePlace(writer, subscription);
      await writer.flush().finally(writer.stop);
    },
  };
}

type Ending = {
  readonly queue: RoundRobin<Subscription>;
  readonly aborting: AbortController;
  readonly changes: Watch;
  readonly later: Later;
  readonly graceMs: number;
};

async function endAttempts({ queue, aborting, changes, later, graceMs }: Ending): Promise<void> {
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

/** Where a subscriber has got to past events of no concern, which was not worth a write before. */
function notePlace(writer: ProgressWriter, { subscriber, progress, writtenCursor }: Subscription): void {
  if (progress.cursor !== writtenCursor) void writer.write(subscriber.id, progress);
}
