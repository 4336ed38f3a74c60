/** A fault that a simulation must catch. */
export type Mutation = {
  /** What the engine no longer does. */
  readonly name: string;
  /** In src/. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
};
