/** Rounds: in each of them every side runs once, and each round begins with another side. */

export type Side<Result> = {
  readonly name: string;
  readonly run: (round: number) => Promise<Result>;
};

/** The results of one round, by the name of the side. */
export type Round<Result> = ReadonlyMap<string, Result>;

export async function inRounds<Result>(
  sides: readonly Side<Result>[],
  count: number,
  report: (round: number, results: Round<Result>) => void,
): Promise<readonly Round<Result>[]> {
  const rounds: Round<Result>[] = [];
  for (let round = 0; round < count; round += 1) {
    const first = round % sides.length;
    const order = [...sides.slice(first), ...sides.slice(0, first)];
    const results = new Map<string, Result>();
    for (const side of order) results.set(side.name, await side.run(round));
    report(round, results);
    rounds.push(results);
  }
  return rounds;
}

/** What a side came to in a round. */
export function of<Result>(round: Round<Result>, side: string): Result {
  const result = round.get(side);
  if (result === undefined) throw new Error(`no side "${side}" in this round`);
  return result;
}
