/**
 * Where a client is in the stream of events. It is the number that everybody sees (`publicSeq`), so nothing can be told from
 * it that its bearer may not know: `42` is behind the event 42. Events that only the trusted see have no number; for them
 * `42.1` is behind the first one after 42.
 */
import { publicSeq, type WireEvent } from '../../wire/event.ts';
import type { Log } from '../../wire/store.ts';

export type Cursor = { readonly number: number; readonly beyond: number };

/** Behind nothing. */
export const START: Cursor = { number: 0, beyond: 0 };

const FORM = /^(\d{1,15})(?:\.([1-9]\d{0,8}))?$/;

export function parseCursor(text: string): Cursor | undefined {
  const [, number, beyond = '0'] = FORM.exec(text) ?? [];
  return number === undefined ? undefined : { number: Number(number), beyond: Number(beyond) };
}

export function writeCursor({ number, beyond }: Cursor): string {
  return beyond === 0 ? String(number) : `${number}.${beyond}`;
}

type LogOfCursors = Pick<Log, 'withPublicSeq' | 'after'>;

/** The place on the log, for `after`; `undefined` where the log does not reach so far. */
export async function seqOf({ number, beyond }: Cursor, log: LogOfCursors): Promise<number | undefined> {
  const seq = number === 0 ? 0 : (await log.withPublicSeq(number))?.seq;
  if (seq === undefined || beyond === 0) return seq;
  const [event] = await log.after(seq + beyond - 1, 1);
  return event !== undefined && publicSeq(event) === number ? event.seq : undefined;
}

/** Behind that event. */
export async function cursorOf(
  event: WireEvent,
  log: LogOfCursors,
  { isTrusted }: { readonly isTrusted: boolean },
): Promise<Cursor> {
  const number = publicSeq(event);
  if (event.audience === undefined || !isTrusted) return { number, beyond: 0 };
  const before = (await seqOf({ number, beyond: 0 }, log)) ?? 0;
  return { number, beyond: event.seq - before };
}
