/**
 * The part of the log that one subscriber is at: its matching events after the cursor that is on disk. Only the first
 * so many of them may be sent, so that a crash repeats no more than that, and what may have been sent without a record
 * can be told after it. Pure but for the window itself.
 */
import type { WireEvent } from '../wire/event.ts';

export type Entry = Pick<WireEvent, 'seq' | 'guid' | 'version'> & {
  /** May have been sent by a process that died before it could write that down. */
  readonly isSuspect: boolean;
  /** Who catches up by `latest` gets a newer version instead. */
  readonly isSuperseded: boolean;
  /** `sent`: acknowledged or given up. `passed`: a lane holds it, or nobody owes it any more. */
  state: 'waiting' | 'in-flight' | 'sent' | 'passed';
  isInLane: boolean;
  attempts: number;
  /** Failures of the endpoint that it met. */
  failures: number;
  /** Others that went through since the first of them. */
  othersSince: number;
};

export type DeliveryWindow = {
  /** In order of the log. */
  entries: Entry[];
  /** The log has been read up to here. */
  scanned: number;
  /** `Limits.examinedMax`. */
  readonly entriesMax: number;
  /** The cursor as it is on disk. */
  written: number;
};

/** Everything up to here is done with: but nothing from `before` on. */
export function cursorOf({ entries, scanned }: DeliveryWindow, before: number = Infinity): number {
  const open = entries.find(({ state }) => state === 'waiting' || state === 'in-flight');
  return Math.min(open === undefined ? scanned : open.seq - 1, before - 1);
}

/** What is beyond that cursor and need not be sent again. */
export function sentAfter({ entries }: DeliveryWindow, cursor: number): readonly number[] {
  return entries.filter(({ seq, state }) => seq > cursor && state === 'sent').map(({ seq }) => seq);
}

/** The cursor is on disk: what it has passed is no longer repeated by a crash. */
export function trim(window: DeliveryWindow, cursor: number): void {
  window.written = Math.max(window.written, cursor);
  const kept = window.entries.findIndex(({ seq }) => seq > window.written);
  window.entries = kept < 0 ? [] : window.entries.slice(kept);
}

/** Whether there is room for more. */
export function hasRoom({ entries, entriesMax }: DeliveryWindow, size: number): boolean {
  if (entries.length < size) return true;
  if (entries.length >= entriesMax) return false;
  let open = 0;
  for (const { state, isSuperseded } of entries) if (state !== 'passed' && !isSuperseded) open += 1;
  return open < size;
}

/**
 * The event to send next. Of one story, the next version waits until the one before it is on disk: then not even a
 * crash makes a receiver see an older version after a newer one. Who has failed least goes first, so that one bad event
 * does not keep the others from showing that the endpoint works.
 */
export function startable(
  window: DeliveryWindow,
  size: number,
  isBlocked: (guid: string) => boolean,
): Entry | undefined {
  const seen = new Set<string>();
  let best: Entry | undefined;
  const end = Math.min(size, window.entries.length);
  for (let at = 0; at < end; at += 1) {
    const entry = window.entries[at];
    if (entry === undefined) break;
    const isFirst = !seen.has(entry.guid);
    seen.add(entry.guid);
    if (entry.state !== 'waiting' || !isFirst || isBlocked(entry.guid)) continue;
    if (best === undefined || entry.failures < best.failures) best = entry;
  }
  return best;
}
