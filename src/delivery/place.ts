/**
 * Where on the log a subscriber is read for. Who keeps up is handed what matches as it comes; who does not reads the log
 * by itself, from its own place to where the others are.
 */
import { stillInForce } from '../wire/former-settings.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import type { Limits } from './limits.ts';
import type { DeliveryWindow } from './window.ts';

export type Place = {
  /** Is handed what matches. */
  isFollowing: boolean;
  /** Handed to it, and not in its window yet. */
  ahead: number[];
  /** As it was last given to be written: its own cursor tells where it is. */
  isNotedBehind: boolean;
  /** The desk's checkpoint waits for its next write. */
  isHeld: boolean;
  /** The last event before the window that went to it. */
  previousSeq: number | undefined;
};

export function placeAt({ isBehind, formerSettings = [], progress: { cursor, previousSeq } }: Subscriber): Place {
  const isFollowing = !isBehind && stillInForce(formerSettings, cursor).length === 0;
  return { isFollowing, ahead: [], isNotedBehind: isBehind, isHeld: false, previousSeq };
}

/** An event matches. */
export function handOut(place: Place, seq: number, { aheadMax }: Pick<Limits, 'aheadMax'>): void {
  if (!place.isFollowing) return;
  // An outage fills no memory.
  if (place.ahead.length >= aheadMax) readByItself(place);
  else place.ahead.push(seq);
}

/** From the end of its window on. */
export function readByItself(place: Place): void {
  place.isFollowing = false;
  place.ahead = [];
}

export function isAtHead({ isFollowing, ahead }: Place): boolean {
  return isFollowing && ahead.length === 0;
}

/** Whether there is something for its window; `head`: the last event that was handed out. */
export function hasMore({ isFollowing, ahead }: Place, { scanned }: DeliveryWindow, head: number): boolean {
  return isFollowing ? ahead.length > 0 : scanned < head;
}

/** The event that went, or goes, to it before that one: what a receiver can look for that sees a gap. */
export function previousTo({ entries }: DeliveryWindow, { previousSeq }: Place, seq: number): number | undefined {
  const before = entries.findLast((entry) => entry.seq < seq && !isPassedOver(entry));
  return before?.seq ?? previousSeq;
}

/** Killed or replaced before it went out: nobody is to miss it. */
function isPassedOver({ state, isInLane }: DeliveryWindow['entries'][number]): boolean {
  return state === 'passed' && !isInLane;
}
