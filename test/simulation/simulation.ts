/** What one seed brings about: one schedule of what happens, and the first promise that it breaks. */
import type { Machine } from './machine.ts';
import { dice, type Dice } from './random.ts';

export type Simulation = {
  readonly seed: number;
  /** By what is counted: `steps`, `crashes`. */
  readonly counts: Readonly<Record<string, number>>;
  /** One line each; what follows from a step is indented. */
  readonly schedule: readonly string[];
  readonly failure?: Error;
};

export type Counted = Readonly<Record<string, RegExp>>;

/** A product over a simulated machine, and those around it. */
export type World = {
  readonly machine: Machine;
  /** The promise that was broken first. */
  readonly broken: () => Error | undefined;
  readonly close: () => Promise<void>;
};

export type Scene<W extends World> = {
  readonly counted: Counted;
  /** Opens it; `note` takes what happens in it as a line of the schedule. */
  readonly open: (chances: Dice, note: (line: string) => void) => Promise<W>;
  /** A schedule to its end; rejects with the first promise that is broken. */
  readonly live: (world: W, life: Life) => Promise<void>;
};

export type Life = { readonly seed: number; readonly chances: Dice; readonly schedule: string[] };

/** One seed to its end, or to its first failure; never rejects. */
export async function simulated<W extends World>(seed: number, { counted, open, live }: Scene<W>): Promise<Simulation> {
  const schedule: string[] = [];
  const failure = await inWorld({ seed, chances: dice(seed), schedule }, open, live).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const counts = Object.entries(counted).map(([what, pattern]) => [
    what,
    schedule.filter((line) => pattern.test(line)).length,
  ]);
  return { seed, counts: Object.fromEntries(counts), schedule, ...(failure !== undefined && { failure }) };
}

async function inWorld<W extends World>(life: Life, open: Scene<W>['open'], live: Scene<W>['live']): Promise<void> {
  const world = await open(life.chances, (line) => life.schedule.push(line));
  try {
    await live(world, life);
  } finally {
    world.machine.forget();
    await world.close();
  }
}

/** All has been done that can be done without time, calls or anybody else. */
export async function rest({ machine, broken }: Pick<World, 'machine' | 'broken'>): Promise<void> {
  await machine.settle();
  const found = broken();
  if (found !== undefined) throw found;
}
