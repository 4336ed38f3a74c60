/** A time as an option says it: a span before or after now (`90d`), or a date with time and zone. */
import { readMoment } from '../../copy/moment.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';

/** `option`: its name, for what is wrong. `ofSpan`: the instant that is so many milliseconds away. */
export function whenOf(option: string, written: string, ofSpan: (ms: number) => number): Date {
  if (/^[\d.]+ ?[a-z]*$/.test(written.trim())) return new Date(ofSpan(parseDuration(written)));
  const reading = readMoment(written);
  if (reading.ok) return new Date(reading.instant);
  throw new WiredeskError(`${option}: ${reading.fault}; or a span of time, such as 2h or 3d`);
}
