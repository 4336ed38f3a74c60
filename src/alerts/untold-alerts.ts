/** Kills and holds that nobody tries to deliver, since whoever has the story is paused, suspended or ended. */
import { inShort } from '../story/duration.ts';
import type { Untold } from '../wire/subscriber.ts';
import type { Raise } from './alert.ts';

/** A subscriber may stay away for good: as long as nothing is added, once a day is often enough. */
const REPEAT_MS = 24 * 60 * 60_000;

type UntoldAlertsDeps = {
  readonly raise: Raise;
  /** A kill that has not arrived after so long. */
  readonly killAfterMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Given all of them now and again. */
export function untoldAlerts({ raise, killAfterMs, now }: UntoldAlertsDeps): (all: readonly Untold[]) => void {
  const told = new Map<string, { readonly stories: string; readonly at: number }>();
  return (all) => {
    const late = all.filter(({ committedAt }) => now() - Date.parse(committedAt) >= killAfterMs);
    const bySubscriber = Map.groupBy(late, ({ subscriber }) => subscriber);
    for (const name of told.keys()) if (!bySubscriber.has(name)) told.delete(name);
    for (const [name, owed] of bySubscriber) {
      const stories = owed.map(({ guid, version }) => `${guid} ${version}`).join(' ');
      const last = told.get(name);
      if (last?.stories === stories && Math.abs(now() - last.at) < REPEAT_MS) continue;
      told.set(name, { stories, at: now() });
      tell(raise, owed, now());
    }
  };
}

function tell(raise: Raise, owed: readonly Untold[], now: number): void {
  const newest = owed.at(-1);
  if (newest === undefined) return;
  const { subscriber, state, guid, version, committedAt } = newest;
  const others = owed.length === 1 ? '' : ` and ${owed.length - 1} more that were killed or held`;
  const age = inShort(now - Date.parse(committedAt));
  raise({
    type: 'kill.undelivered',
    // What is added is told at once, and not only when an hour is over.
    about: `${subscriber} ${guid}`,
    message: `${subscriber} is ${state} and still has ${guid}${others}: its kill has waited for ${age}, and is not tried before wiredesk subscribers resume ${subscriber}. Call them`,
    facts: { subscriber, state, guid, version, committedAt, stories: owed.length },
  });
}
