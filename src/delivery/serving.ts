/** One turn of one subscription after the other, with what follows from each for the others. */
import type { Chore } from './chore.ts';
import { kindOf, type Rank } from './placing.ts';
import type { Roster } from './roster.ts';
import type { StorePause } from './store-trouble.ts';
import type { Subscription } from './subscription.ts';
import type { Tally } from './tally.ts';
import { takeTurn, type Room } from './turn.ts';

type ServingDeps = {
  readonly room: Room;
  readonly counts: Tally;
  readonly pause: StorePause;
  readonly present: Roster;
  /** Decides who gets a kill. */
  readonly kills: Chore;
};

export type Serve = (subscription: Subscription, rank: Rank) => Promise<void>;

/** Never rejects: what the store refuses makes a pause. */
export async function serving(deps: ServingDeps, ...[subscription, rank]: Parameters<Serve>): Promise<void> {
  const { room, counts, pause, present, kills } = deps;
  try {
    counts.add(await takeTurn(room, { subscription, kind: kindOf(rank) }));
    pause.isOver();
  } catch (error) {
    pause.begin(error);
  }
  present.place(subscription);
  // Whether it gets a kill may hang on the attempt that has just ended.
  if (subscription.undecided.size > 0) kills.call();
}
