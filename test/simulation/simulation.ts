/** What one seed brings about: one schedule of what happens, and the first promise that it breaks. */

export type Simulation = {
  readonly seed: number;
  /** By what is counted: `steps`, `crashes`. */
  readonly counts: Readonly<Record<string, number>>;
  /** One line each; what follows from a step is indented. */
  readonly schedule: readonly string[];
  readonly failure?: Error;
};

export type Counted = Readonly<Record<string, RegExp>>;

/** Runs a schedule to its end, or to its first failure; never rejects. */
export async function outcomeOf(
  seed: number,
  counted: Counted,
  run: (schedule: string[]) => Promise<void>,
): Promise<Simulation> {
  const schedule: string[] = [];
  let failure: Error | undefined;
  try {
    await run(schedule);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  const counts = Object.entries(counted).map(([what, pattern]) => [
    what,
    schedule.filter((line) => pattern.test(line)).length,
  ]);
  return { seed, counts: Object.fromEntries(counts), schedule, ...(failure !== undefined && { failure }) };
}
