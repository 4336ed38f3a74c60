/** What becomes of a subscriber's state on the way to the disk: what is worth a write, and what waits for it. */
import type { Checkpoint } from './checkpoint.ts';
import type { Fence } from './fence.ts';
import { mayRead } from './fill.ts';
import { previousTo } from './place.ts';
import type { Progress } from '../wire/subscriber.ts';
import type { Change } from './pending-batch.ts';
import type { ProgressWriter } from './progress-writer.ts';
import { cursorToWrite, keepsUp, progressOf, type Subscription } from './subscription.ts';
import { sweep } from './sweep.ts';
import { trim } from './window.ts';

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
  readonly checkpoint: Checkpoint;
  /** The last event that has been handed out. */
  readonly head: () => number;
  readonly now: () => number;
  /** Called when a change of it is on disk. Not `isTaken`: it has been set back since, or removed, and its progress is of no use. */
  readonly afterWriting: (subscription: Subscription, isTaken: boolean) => void;
};

export function bookkeeping(deps: BookkeepingDeps): Bookkeeping {
  const { writer, isKilled, checkpoint, head, now, afterWriting } = deps;
  let unwritten = 0;

  function noted(subscription: Subscription): Progress {
    const progress = progressOf(subscription, head());
    subscription.noted = progress.cursor;
    // Written with it, or later: whichever holds, the checkpoint needs to wait for it no longer.
    subscription.place.isNotedBehind = progress.keepsUp !== true;
    checkpoint.release(subscription);
    return progress;
  }

  function record(subscription: Subscription, change: Change = {}): void {
    const progress = noted(subscription);
    subscription.unwritten += 1;
    unwritten += 1;
    const lanesWritten = noteUnwritten(subscription, change);
    void writer.write(subscription.subscriber.id, progress, change).then((isTaken) => {
      subscription.unwritten -= 1;
      unwritten -= 1;
      if (!isTaken) {
        lanesWritten();
        return afterWriting(subscription, false);
      }
      const { window, place } = subscription;
      place.previousSeq = previousTo(window, place, Math.max(window.written, progress.cursor) + 1);
      trim(window, progress.cursor);
      lanesWritten();
      return afterWriting(subscription, true);
    });
  }

  return {
    record,
    tidy(subscription) {
      const change = sweep(subscription, isKilled, now());
      if (isWorthWriting(subscription, change, head())) record(subscription, change);
    },
    notePlace(subscription) {
      const { place } = subscription;
      // The checkpoint tells its place.
      if (keepsUp(subscription) && !place.isNotedBehind && !place.isHeld) return;
      const isKnown = place.isNotedBehind && cursorToWrite(subscription, head()) === subscription.noted;
      if (!isKnown || keepsUp(subscription)) void writer.write(subscription.subscriber.id, noted(subscription));
    },
    unwritten: () => unwritten,
  };
}

const NOTHING_NOTED = (): void => undefined;

/** Until the function that it returns is called, what waits in these lanes is not sent. */
function noteUnwritten({ lanes }: Subscription, change: Change): () => void {
  if (change.lanes === undefined || change.lanes.length === 0) return NOTHING_NOTED;
  const changed = change.lanes.flatMap(({ guid }) => {
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
  const { window, place, noted } = subscription;
  // It has caught up, and need not be read from its own place any more.
  if (keepsUp(subscription) && (place.isNotedBehind || place.isHeld)) return true;
  if (window.entries.length === 0 && place.isFollowing) return false;
  const cursor = cursorToWrite(subscription, head);
  if (cursor - noted >= window.entriesMax) return true;
  return cursor > noted && window.entries.length > 0 && !mayRead(subscription, head);
}
