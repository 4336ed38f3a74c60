/**
 * How much is held in memory, and how much is done before others have their turn. None of these numbers may show in what
 * arrives: the simulation runs with the smallest, so that whatever happens beyond one of them happens all the time.
 */
export type Limits = {
  /** Subscriptions with nothing to do that are kept, so that a desk's usual subscribers are not read for every event. */
  readonly idleMax: number;
  /** Subscribers that are read from the store at once. */
  readonly wokenAtOnce: number;
  /** Events handed to one subscriber and not in its window yet: who has more reads them from the log when their time comes. */
  readonly aheadMax: number;
  /** Events that are looked at for one subscriber in one turn, and in its window at most. More than any window has places. */
  readonly examinedMax: number;
  /** So many events that nobody wants are worth a write of their own: a start reads them again. */
  readonly checkpointEvents: number;
  /** Events that are kept with their stories. */
  readonly recentMax: number;
  /** Of them, read at once: a subscriber that catches up needs them all. */
  readonly recentAtOnce: number;
};

export const LIMITS: Limits = {
  idleMax: 5_000,
  wokenAtOnce: 1_000,
  aheadMax: 1_000,
  examinedMax: 1_000,
  checkpointEvents: 1_000,
  recentMax: 512,
  recentAtOnce: 16,
};
