/** A promise of the house was broken: what ends a schedule. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function broken(promise: string): never {
  throw new BrokenPromise(promise);
}
