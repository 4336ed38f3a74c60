/** Takes over from the store what has happened since the last time: who is to be served, and what is new on the log. */
import type { Store } from '../wire/store.ts';
import type { FanOut, Wake } from './fan-out.ts';
import type { Fence } from './fence.ts';
import type { OpenKills } from './open-kills.ts';
import type { Resending } from './resending.ts';
import type { Roster } from './roster.ts';
import { suspectsSince } from './suspects.ts';

type RollCallDeps = {
  readonly store: Pick<Store, 'log' | 'subscribers'>;
  readonly roster: Roster;
  readonly fence: Fence;
  readonly fanOut: FanOut;
  readonly wake: Wake;
  readonly resend: Resending;
  readonly openKills: OpenKills;
};

export type RollCall = {
  /** What a rejected call has left undone the next one does. */
  readonly call: () => Promise<void>;
  /** That subscriber is to be read again with the next call. */
  readonly again: (id: number) => void;
};

export function rollCall(deps: RollCallDeps): RollCall {
  const { store, roster, fence, fanOut, wake, resend, openKills } = deps;
  const { subscribers, log } = store;
  const due = new Set<number>();
  let mark: number | undefined;

  async function begin(): Promise<number> {
    const census = await subscribers.begin();
    roster.begin(census.active, suspectsSince(census));
    fanOut.begin(census.checkpoint);
    openKills.begin(census);
    for (const { id, mayBeOwed } of census.active) if (mayBeOwed) due.add(id);
    return census.mark;
  }

  async function readAgain(): Promise<void> {
    const ids = [...due];
    if (ids.length === 0) return;
    due.clear();
    try {
      // Nobody is forgotten before it is known what they have asked for.
      await roster.reading(async () => {
        await wake(ids);
        await resend(ids);
      });
    } catch (error) {
      for (const id of ids) due.add(id);
      throw error;
    }
  }

  return {
    async call() {
      mark ??= await begin();
      // First: a filter that is changed after this look counts for events after this head alone.
      const head = await log.head();
      // No kill up to the head is unknown to whoever reads up to there.
      await fence.look();
      const changes = await subscribers.changes(mark);
      for (const id of changes.ids) due.add(id);
      ({ mark } = changes);
      await readAgain();
      await fanOut.handOutTo(head?.seq ?? 0);
    },
    again: (id) => due.add(id),
  };
}
