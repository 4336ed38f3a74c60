/** Whoever counts what becomes of streams. */
import type { StreamEnd } from './stream-frames.ts';

export type StreamObserver = {
  readonly opened: () => void;
  /** So many events to one stream. */
  readonly sent: (events: number) => void;
  /** Once for each that was opened. */
  readonly ended: (outcome: StreamEnd | 'client-gone') => void;
};
