/** How often the operator is told: the same once an hour, and never more than a page of alerts in ten minutes. */
import type { Alert } from './alert.ts';

const REPEAT_MS = 60 * 60_000;
const STRETCH_MS = 10 * 60_000;
const IN_STRETCH_MAX = 20;

export type Gate = {
  /**
   * Whether it is to be told, and how many others were not since the last that was. One that says that a trouble is over
   * always is, where the trouble was told.
   */
  readonly admit: (alert: Pick<Alert, 'type' | 'about'>, now: number) => Admission | undefined;
};

export type Admission = {
  /** Left out because there were too many. */
  readonly omitted: number;
};

/** What each good news is the end of. */
const ENDS: Partial<Record<Alert['type'], Alert['type']>> = {
  'store.answering': 'store.refusing',
  'disk.enough': 'disk.low',
  'clock.right': 'clock.behind',
  'pass.working': 'pass.failing',
};

/** An alert that was told. */
export type Told = Pick<Alert, 'type' | 'about'> & { /** ISO 8601. */ readonly at: string };

/** `before`: what earlier processes have told, in order. */
export function alertGate(before: readonly Told[]): Gate {
  /** By alert: when it was last told. */
  const told = new Map<string, number>();
  let recent: number[] = [];
  let omitted = 0;
  for (const { type, about, at } of before) note({ type, about }, Date.parse(at));

  function note({ type, about }: Pick<Alert, 'type' | 'about'>, now: number): void {
    const trouble = ENDS[type];
    if (trouble === undefined) told.set(keyOf(type, about), now);
    else told.delete(keyOf(trouble, about));
    recent.push(now);
  }

  function isDue({ type, about }: Pick<Alert, 'type' | 'about'>, now: number): boolean {
    const trouble = ENDS[type];
    if (trouble !== undefined) return told.has(keyOf(trouble, about));
    const last = told.get(keyOf(type, about));
    if (last !== undefined && Math.abs(now - last) < REPEAT_MS) return false;
    if (recent.length < IN_STRETCH_MAX) return true;
    omitted += 1;
    return false;
  }

  return {
    admit(alert, now) {
      // Where a clock was set back, what lies in the future is over too.
      recent = recent.filter((at) => Math.abs(now - at) < STRETCH_MS);
      for (const [key, at] of told) if (Math.abs(now - at) >= REPEAT_MS && !isOpen(key)) told.delete(key);
      if (!isDue(alert, now)) return undefined;
      note(alert, now);
      const admission = { omitted };
      omitted = 0;
      return admission;
    },
  };
}

/** Its end is still to be told, however long it lasts. */
function isOpen(key: string): boolean {
  return Object.values(ENDS).some((trouble) => key.startsWith(`${trouble} `));
}

function keyOf(type: Alert['type'], about: string): string {
  return `${type} ${about}`;
}
