/** An end in order: what is under way may finish for so long, and is then cut off. */
import type { Later } from '../delivery/later.ts';
import type { Watch } from '../delivery/watch.ts';

type Ending = {
  readonly aborting: AbortController;
  readonly changes: Watch;
  readonly later: Later;
  readonly isQuiet: () => boolean;
};

export async function endInOrder({ aborting, changes, later, isQuiet }: Ending, graceMs: number): Promise<void> {
  let hasGrace = true;
  const callOff = later(graceMs, () => {
    hasGrace = false;
    changes.check();
  });
  await changes.until(() => isQuiet() || !hasGrace);
  callOff();
  aborting.abort();
  await changes.until(isQuiet);
}
