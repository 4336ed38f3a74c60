/** Reads from the store who is to be served and how long the log is: at the start, and whenever something has changed. */
import type { Store } from '../wire/store.ts';
import type { Fence } from './fence.ts';
import type { RollCall, Roster } from './roster.ts';

type RollCallDeps = {
  readonly store: Pick<Store, 'log' | 'subscribers'>;
  readonly roster: Roster;
  readonly fence: Fence;
};

export async function callTheRoll(deps: RollCallDeps): Promise<void> {
  while (!deps.roster.update(await readRoll(deps)));
}

async function readRoll({ store, fence }: RollCallDeps): Promise<RollCall> {
  // First: a filter that is changed after this look counts for events after this head alone.
  const head = await store.log.head();
  const subscribers = await store.subscribers.all();
  const lanes = await store.subscribers.lanes();
  // Last, so that no kill up to the head is unknown to whoever reads up to there.
  await fence.look();
  return { subscribers, lanes, head: head?.seq ?? 0 };
}
