/** Work that must not happen twice at a time in this process: each has its turn, in the order of asking. */

export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function newTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Whoever asked is told of its failure, and the next one's turn comes all the same.
    last = mine.catch(() => undefined);
    return mine;
  };
}
