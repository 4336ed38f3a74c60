/**
 * How much is done for those who read events before others have their turn, and how long is waited for them. None of these
 * numbers may show in what arrives: the simulation runs with the smallest, so that whatever happens beyond one of them
 * happens all the time.
 */
import { LIMITS, type Limits } from '../../delivery/limits.ts';

export type FeedLimits = Pick<Limits, 'recentMax' | 'recentAtOnce'> & {
  /** So many events are looked at for one reading, of which few may be for whoever reads. */
  readonly examinedMax: number;
  /** So many are looked at, or written, before others have their turn. */
  readonly readAtOnce: number;
};

export const FEED_LIMITS: FeedLimits = { ...LIMITS, examinedMax: 2_000, readAtOnce: 50 };

export type StreamLimits = {
  /** At most that goes to one client at a time; more only where one event is larger. */
  readonly batch: { readonly events: number; readonly bytes: number };
  /** After so many writes others have their turn. */
  readonly writesAtOnce: number;
  /** Between two looks at the clock. */
  readonly tickMs: number;
  /** In so many ticks everybody has had a sign of life: well before proxies cut an idle connection, at 60 s. */
  readonly rounds: number;
  /** Who has taken nothing for so long is dropped. */
  readonly stallMs: number;
};

export const STREAM_LIMITS: StreamLimits = {
  batch: { events: 50, bytes: 64 * 1024 },
  writesAtOnce: 250,
  tickMs: 1_000,
  rounds: 20,
  stallMs: 30_000,
};
