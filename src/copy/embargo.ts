/**
 * When an embargo ends. The one field that is never guessed: a story that leaves too early cannot be called back, so
 * what is not certain holds it.
 */
import { type Instant, instantsOf } from '../story/instant.ts';
import { findDate } from './dates.ts';
import { quoted } from './finding.ts';

export type EmbargoReading =
  | { readonly ok: true; readonly embargo: Instant }
  /** What is missing, and what to write. */
  | { readonly ok: false; readonly held: string };

const WRITE = 'write date, time and zone, as in 2026-11-24T18:00:00+01:00 or 2026-11-24 18:00 Africa/Dakar';

export function readEmbargo(text: string): EmbargoReading {
  const written = text.trim();
  const found = findDate(written);
  if (found?.fault !== undefined) return held(`${found.fault}; ${WRITE}`);
  const filed = found?.filed;
  if (found === undefined || filed === undefined) return held(`${quoted(written)} has no certain date; ${WRITE}`);
  if (found.hasShortYear === true) return held(`${quoted(written)} has a year of two digits; ${WRITE}`);
  if (filed.time === undefined) return held(`${quoted(written)} has no certain time; ${WRITE}`);
  if (filed.timeZone === undefined) return held(`${quoted(written)} does not say in which time zone; ${WRITE}`);
  if (found.index !== 0 || found.end !== written.length) {
    return held(`${quoted(written)} cannot be read with certainty; ${WRITE}`);
  }
  const [embargo, second] = instantsOf(filed, filed.timeZone);
  if (embargo === undefined) {
    return held(`the clocks of ${filed.timeZone} skip ${filed.time} on ${filed.date}; ${WRITE_OFFSET}`);
  }
  if (second !== undefined) {
    return held(`the clocks of ${filed.timeZone} show ${filed.time} twice on ${filed.date}; ${WRITE_OFFSET}`);
  }
  return { ok: true, embargo };
}

const WRITE_OFFSET = 'write the offset, as in 2026-11-24T18:00:00+01:00';

function held(reason: string): EmbargoReading {
  return { ok: false, held: `held: the embargo ${reason.startsWith('"') ? reason : `is not certain: ${reason}`}` };
}
