/** How long deliveries are tried: what an operator may set of it, and what holds where nothing is said. */
import { RETRY_DELAYS_MS } from './back-off.ts';

export type Patience = {
  /** The waits after the first failure in a row, the second ...; before them stands the first attempt's, which is none. */
  readonly retryDelaysMs: readonly number[];
  /** After so long of nothing but failure a subscriber is suspended, and the desk told. */
  readonly suspendAfterMs: number;
  /** A version that is refused for so long becomes a dead letter. */
  readonly deadLetterAfterMs: number;
};

export const PATIENCE: Patience = {
  retryDelaysMs: RETRY_DELAYS_MS,
  suspendAfterMs: 5 * 24 * 3_600_000,
  deadLetterAfterMs: 10 * 60_000,
};
