/**
 * When an embargo ends. The one field that is never guessed: a story that leaves too early cannot be called back, so
 * what is not certain holds it.
 */
import { type Instant, toInstant } from '../story/instant.ts';
import { readMoment } from './moment.ts';

/** Of a text that has one which cannot be read: later than any. */
export const UNCERTAIN_EMBARGO: Instant = '9999-12-31T23:59:59Z';

export type EmbargoReading =
  | { readonly ok: true; readonly embargo: Instant }
  /** What is missing, and what to write. */
  | { readonly ok: false; readonly held: string };

export function readEmbargo(text: string): EmbargoReading {
  const reading = readMoment(text);
  if (reading.ok) return { ok: true, embargo: endsWithin(text) ? nextSecond(reading.instant) : reading.instant };
  const { fault } = reading;
  return { ok: false, held: `held: the embargo ${fault.startsWith('"') ? fault : `is not certain: ${fault}`}` };
}

/** Whether it ends in the middle of a second, as `23:59:59.999` does; an instant has none. */
function endsWithin(text: string): boolean {
  return /:\d\d\.\d*[1-9]/.test(text);
}

function nextSecond(instant: Instant): Instant {
  return toInstant(new Date(Date.parse(instant) + 1_000));
}
