/**
 * What a process that died may have sent without writing it down: the first window of matching events after each stored
 * cursor, and what was in lanes.
 */
import { widestWindowBefore } from '../wire/former-settings.ts';
import type { Census } from '../wire/store.ts';
import type { Lane, Subscriber } from '../wire/subscriber.ts';
import { firstInLane } from './lane.ts';

/** The first events after `cursor` that match, `window` of them, none after `head`; and what waited in lanes. */
export type Suspects = {
  readonly cursor: number;
  readonly head: number;
  readonly window: number;
  /** By which filters they went. */
  readonly settings: Pick<Subscriber, 'filter' | 'formerSettings'>;
  /** The version in it, by story. */
  readonly lanes: ReadonlyMap<string, number>;
  /** Those of the events that have been read, and how far that is. */
  readonly read: Set<number>;
  readTo: number;
};

export type SuspectsOf = {
  readonly of: (stored: Subscriber, lanes: readonly Lane[]) => Suspects;
  /** It has got past all of them. */
  readonly forget: (id: number) => void;
};

export function suspectsSince({ crashedLife, crashedUntil }: Pick<Census, 'crashedLife' | 'crashedUntil'>): SuspectsOf {
  // Whoever leaves and comes back was written down when leaving: the suspicion stays what it was.
  const known = new Map<number, Suspects>();
  return {
    of(stored, lanes) {
      const { id, filter, formerSettings = [], sinceLife } = stored;
      const { cursor } = stored.progress;
      const before = known.get(id);
      const head = sinceLife < crashedLife ? crashedUntil : 0;
      // Unless it has been set back: then all that was suspected is on the ledger.
      if (before?.head === head) return before;
      const suspects: Suspects = {
        cursor,
        head,
        window: widestWindowBefore(crashedLife, stored),
        settings: { filter, formerSettings },
        lanes: new Map(),
        read: new Set(),
        readTo: cursor,
      };
      const inLanes = lanes.filter((lane) => isSuspectLane(lane, suspects));
      const versions = new Map(inLanes.map((lane) => [lane.guid, firstInLane(lane)?.version ?? 0]));
      const found = { ...suspects, lanes: versions };
      known.set(id, found);
      return found;
    },
    forget: (id) => known.delete(id),
  };
}

/** What joined a lane after the crash was not sent before it. */
export function isSuspectLane(lane: Lane, { head }: Suspects): boolean {
  return (firstInLane(lane)?.seq ?? 0) <= head;
}
