/**
 * What a process that died may have sent without writing it down: the first window of matching events after each stored
 * cursor, and what was in lanes.
 */
import { widestWindow } from '../wire/former-settings.ts';
import type { Lane, Subscriber } from '../wire/subscriber.ts';
import { firstInLane } from './lane.ts';
import type { RollCall } from './roster.ts';

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

export type SuspectsOf = (stored: Subscriber, lanes: readonly Lane[]) => Suspects;

/** Takes the first roll call of this process: who or what came after it was of no concern to the process before. */
export function suspectsSince({ subscribers, head }: RollCall): SuspectsOf {
  const lastId = Math.max(0, ...subscribers.map(({ id }) => id));
  // Whoever leaves and comes back was written down when leaving: the suspicion stays what it was.
  const known = new Map<number, Suspects>();
  // Whoever joins later has perhaps other settings then: of no concern to the process before, either.
  const absent = new Map(subscribers.filter(({ state }) => state !== 'active').map((one) => [one.id, one]));
  return (stored, lanes) => {
    const { id, progress } = stored;
    const { cursor } = progress;
    const { filter, window, formerSettings = [] } = absent.get(id) ?? stored;
    const before = known.get(id);
    if (before !== undefined) return before;
    const versions = new Map(lanes.map((lane) => [lane.guid, firstInLane(lane)?.version ?? 0]));
    const isNew = id > lastId;
    const suspects = {
      cursor,
      head: isNew ? 0 : head,
      window: widestWindow({ window, formerSettings }),
      settings: { filter, formerSettings },
      lanes: versions,
      read: new Set<number>(),
      readTo: cursor,
    };
    known.set(id, suspects);
    return suspects;
  };
}
