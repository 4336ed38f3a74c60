/** What is for whom, told from the log alone. */
import { isForDelivery } from '../../../src/story/audience.ts';
import { matches } from '../../../src/story/filter.ts';
import { publicSeq, WITHDRAWALS, type WireEvent } from '../../../src/wire/event.ts';
import type { Committed } from '../../api/schedule.ts';
import { seesEmbargoed, type Follower } from './follower.ts';

/** In the order of the log, of which the first event has the number 1. */
export type Log = readonly Committed[];

type Reader = Pick<Follower, 'token' | 'asked' | 'format'>;

export function mayKnow(reader: Reader, { event }: Committed): boolean {
  return event.audience === undefined || seesEmbargoed(reader);
}

/** Taken back since or not. */
export function isFor(reader: Reader, one: Committed, log: Log): boolean {
  const { token, asked } = reader;
  if (!mayKnow(reader, one)) return false;
  if (isForDelivery(one.version, token)) return matches(token.filter, one.version) && matches(asked, one.version);
  return log
    .slice(0, one.event.seq - 1)
    .filter(({ event }) => event.guid === one.event.guid)
    .some(({ version }) => isForDelivery(version, token) && matches(token.filter, version));
}

export function isWithdrawn({ event }: Committed, log: Log): boolean {
  return log
    .slice(event.seq)
    .some((later) => later.event.guid === event.guid && WITHDRAWALS.includes(later.event.type));
}

/** What a reader is owed of a stretch of the log, as things stand. */
export function owedIn(reader: Reader, log: Log, { after, upTo }: { after: number; upTo: number }): Log {
  return log.slice(after, upTo).filter((one) => isFor(reader, one, log) && !isWithdrawn(one, log));
}

/** The cursor behind that event, for whoever may know of it. */
export function cursorBehind(event: WireEvent, log: Log): string {
  const number = publicSeq(event);
  if (event.audience === undefined) return String(number);
  return `${number}.${event.seq - seqOfNumber(number, log)}`;
}

/** The place on the log that a cursor means; nothing where a reader may not have been given it. */
export function seqOfCursor(cursor: string, reader: Reader, log: Log): number | undefined {
  const [number = '', beyond] = cursor.split('.');
  const seq = seqOfNumber(Number(number), log);
  if (seq === -1 || (beyond !== undefined && !seesEmbargoed(reader))) return undefined;
  const one = log[seq + Number(beyond ?? 0) - 1];
  const written = one === undefined ? '0' : cursorBehind(one.event, log);
  return written === cursor ? seq + Number(beyond ?? 0) : undefined;
}

/** -1: nobody has that number. */
function seqOfNumber(number: number, log: Log): number {
  if (number === 0) return 0;
  return log.find(({ event }) => event.audience === undefined && publicSeq(event) === number)?.event.seq ?? -1;
}
