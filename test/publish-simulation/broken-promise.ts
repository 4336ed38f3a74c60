/** A promise of README.md or DESIGN.md §3 that was not kept. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}
