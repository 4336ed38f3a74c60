/**
 * When an embargo ends. The one field that is never guessed: a story that leaves too early cannot be called back, so
 * what is not certain holds it.
 */
import type { Instant } from '../story/instant.ts';
import { readMoment } from './moment.ts';

/** Of a text that has one which cannot be read: later than any. */
export const UNCERTAIN_EMBARGO: Instant = '9999-12-31T23:59:59Z';

export type EmbargoReading =
  | { readonly ok: true; readonly embargo: Instant }
  /** What is missing, and what to write. */
  | { readonly ok: false; readonly held: string };

export function readEmbargo(text: string): EmbargoReading {
  const reading = readMoment(text);
  if (reading.ok) return { ok: true, embargo: reading.instant };
  const { fault } = reading;
  return { ok: false, held: `held: the embargo ${fault.startsWith('"') ? fault : `is not certain: ${fault}`}` };
}
