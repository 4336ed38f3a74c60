/** Kills and holds that nobody tries to deliver, since whoever has the story is paused, suspended or ended. */
import { inShort } from '../story/duration.ts';
import { sha256 } from '../wire/event.ts';
import type { Untold } from '../wire/subscriber.ts';
import type { Raise } from './alert.ts';

/** A subscriber may stay away for good: as long as nothing is added, once a day is often enough. */
const REPEAT_MS = 24 * 60 * 60_000;

/** Of whom the operator was last told. */
export type ToldOf = {
  readonly subscriber: string;
  /** The SHA-256 of what was owed then. */
  readonly owed: string;
  /** ISO 8601. */
  readonly at: string;
};

type UntoldAlertsDeps = {
  readonly raise: Raise;
  /** A kill that has not arrived after so long. */
  readonly killAfterMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What earlier processes have told. */
  readonly before: readonly ToldOf[];
};

/** Given all of them now and again; returns what is to be remembered, where that has changed. */
export function untoldAlerts({
  raise,
  killAfterMs,
  now,
  before,
}: UntoldAlertsDeps): (all: readonly Untold[]) => readonly ToldOf[] | undefined {
  const told = new Map(before.map((one) => [one.subscriber, one]));
  return (all) => {
    const late = all.filter(({ committedAt }) => now() - Date.parse(committedAt) >= killAfterMs);
    const bySubscriber = Map.groupBy(late, ({ subscriber }) => subscriber);
    const over = [...told.keys()].filter((name) => !bySubscriber.has(name));
    for (const name of over) told.delete(name);
    const due = [...bySubscriber].filter(([name, owed]) => isDue(told.get(name), owed, now()));
    for (const [subscriber, owed] of due) {
      told.set(subscriber, { subscriber, owed: digestOf(owed), at: new Date(now()).toISOString() });
      tell(raise, owed, now());
    }
    return over.length + due.length > 0 ? [...told.values()] : undefined;
  };
}

function isDue(last: ToldOf | undefined, owed: readonly Untold[], now: number): boolean {
  return last?.owed !== digestOf(owed) || Math.abs(now - Date.parse(last.at)) >= REPEAT_MS;
}

function digestOf(owed: readonly Untold[]): string {
  return sha256(owed.map(({ guid, version }) => `${guid} ${version}`).join('\n'));
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
