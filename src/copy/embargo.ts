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

export function readEmbargo(text: string): EmbargoReading {
  const reading = readMoment(text);
  if (reading.ok) return { ok: true, embargo: reading.instant };
  const { fault } = reading;
  return { ok: false, held: `held: the embargo ${fault.startsWith('"') ? fault : `is not certain: ${fault}`}` };
}

export type MomentReading =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly fault: string };

const WRITE = 'write date, time and zone, as in 2026-11-24T18:00:00+01:00 or 2026-11-24 18:00 Africa/Dakar';

/** A date, time and zone that can mean one instant only. */
export function readMoment(text: string): MomentReading {
  const written = text.trim();
  const found = findDate(written);
  if (found?.fault !== undefined) return uncertain(`${found.fault}; ${WRITE}`);
  const filed = found?.filed;
  if (found === undefined || filed === undefined) return uncertain(`${quoted(written)} has no certain date; ${WRITE}`);
  if (filed.time === undefined) return uncertain(`${quoted(written)} has no certain time; ${WRITE}`);
  if (filed.timeZone === undefined) return uncertain(`${quoted(written)} does not say in which time zone; ${WRITE}`);
  if (found.index !== 0 || found.end !== written.length) {
    return uncertain(`${quoted(written)} cannot be read with certainty; ${WRITE}`);
  }
  const [instant, second] = instantsOf(filed, filed.timeZone);
  if (instant === undefined) {
    return uncertain(`the clocks of ${filed.timeZone} skip ${filed.time} on ${filed.date}; ${WRITE_OFFSET}`);
  }
  if (second !== undefined) {
    return uncertain(`the clocks of ${filed.timeZone} show ${filed.time} twice on ${filed.date}; ${WRITE_OFFSET}`);
  }
  return { ok: true, instant };
}

const WRITE_OFFSET = 'write the offset, as in 2026-11-24T18:00:00+01:00';

function uncertain(fault: string): MomentReading {
  return { ok: false, fault };
}
