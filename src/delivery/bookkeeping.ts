/** What becomes of a subscriber's state on the way to the disk: what is worth a write, and what waits for it. */
import type { Fence } from './fence.ts';
import type { Change, ProgressWriter } from './progress-writer.ts';
import { progressOf, type Subscription } from './subscription.ts';
import { sweep } from './sweep.ts';
import { EXAMINED_EVENTS_MAX, mayRead, trim } from './window.ts';

export type Bookkeeping = {
  /** Writes what is known of it, with this besides. */
  readonly record: (subscription: Subscription, change?: Change) => void;
  /** Takes out what needs no attempt. */
  readonly tidy: (subscription: Subscription) => void;
  /** Writes where it has got to past events of no concern, which was not worth a write before. */
  readonly notePlace: (subscription: Subscription) => void;
  /** Changes that are on their way to the disk. */
  readonly unwritten: () => number;
};

type BookkeepingDeps = {
  readonly writer: ProgressWriter;
  readonly isKilled: Fence['isKilled'];
  readonly head: () => number;
  readonly now: () => number;
  /** Called when a change of it is on disk. */
  readonly afterWriting: (subscription: Subscription) => void;
};

export function bookkeeping({ writer, isKilled, head, now, afterWriting }: BookkeepingDeps): Bookkeeping {
  let unwritten = 0;

  function record(subscription: Subscription, change: Change = {}): void {
    const progress = progressOf(subscription);
    subscription.noted = progress.cursor;
    subscription.unwritten += 1;
    unwritten += 1;
    const lanesWritten = noteUnwritten(subscription, change);
    void writer.write(subscription.subscriber.id, progress, change).then(() => {
      subscription.unwritten -= 1;
      unwritten -= 1;
      trim(subscription.window, progress.cursor);
      lanesWritten();
      return afterWriting(subscription);
    });
  }

  return {
    record,
    tidy(subscription) {
      const change = sweep(subscription, isKilled, now());
      if (isWorthWriting(subscription, change, head())) record(subscription, change);
    },
    notePlace(subscription) {
      const progress = progressOf(subscription);
      if (progress.cursor !== subscription.noted) void writer.write(subscription.subscriber.id, progress);
    },
    unwritten: () => unwritten,
  };
}

/** Until the function that it returns is called, what waits in these lanes is not sent. */
function noteUnwritten({ lanes }: Subscription, change: Change): () => void {
  const changed = (change.lanes ?? []).flatMap(({ guid }) => {
    const held = lanes.get(guid);
    return held === undefined ? [] : [{ guid, held }];
  });
  for (const { held } of changed) held.unwritten += 1;
  return () => {
    for (const { guid, held } of changed) {
      held.unwritten -= 1;
      const isEmpty = held.lane === undefined && held.unwritten === 0;
      if (isEmpty && lanes.get(guid) === held) lanes.delete(guid);
    }
  };
}

/** Events of no concern cost no write each; but the window moves on only with the cursor on disk. */
function isWorthWriting(subscription: Subscription, { sent = [], lanes = [] }: Change, head: number): boolean {
  if (sent.length > 0 || lanes.length > 0) return true;
  const { window, subscriber, noted } = subscription;
  const { cursor } = progressOf(subscription);
  if (cursor - noted >= EXAMINED_EVENTS_MAX) return true;
  return cursor > noted && window.entries.length > 0 && !mayRead(window, head, subscriber.window);
}
