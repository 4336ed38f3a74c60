/** A reading that waits for something to come (a long poll). */
import type { AccessToken } from '../../wire/token-shelf.ts';
import { endedRefusal } from '../admission.ts';
import { problem, type ProblemAnswer } from '../answer.ts';
import type { ApiRoom } from '../room.ts';
import type { Limits, Place, Reading } from './event-feed.ts';
import type { Wanted } from './wanted.ts';

export type Waiting = {
  readonly from: Place;
  readonly wanted: Wanted;
  readonly limits: Limits;
  readonly waitMs: number;
  readonly token: AccessToken;
  /** The client has hung up. */
  readonly signal: AbortSignal;
};

/** At once where there is something; else when there is, or when the time is over, with nothing. */
export async function awaitEvents(waiting: Waiting, room: ApiRoom): Promise<Reading | ProblemAnswer> {
  const { from, wanted, limits, waitMs } = waiting;
  const until = room.wakes.elapsed() + waitMs;
  const first = await room.feed.read(from, wanted, limits);
  if (isAnswer(first) || waitMs === 0) return first;
  const refusal = room.places.refusal(waiting.token.id);
  if (refusal !== undefined) return refusal;
  room.places.take(waiting.token.id);
  try {
    return await untilSomething(waiting, first, until, room);
  } finally {
    room.places.release(waiting.token.id);
  }
}

async function untilSomething(
  { wanted, limits, signal, token: { id } }: Waiting,
  first: Reading,
  until: number,
  room: ApiRoom,
): Promise<Reading | ProblemAnswer> {
  let reading = first;
  const left = (): number => (signal.aborted || room.wakes.isOver() ? 0 : until - room.wakes.elapsed());
  for (let leftMs = left(); leftMs > 0; leftMs = left()) {
    const woken = room.wakes.next(leftMs, signal);
    // What came before the wait began has woken nobody.
    reading = await room.feed.read(reading.upTo, wanted, limits);
    if (isAnswer(reading)) break;
    await woken;
  }
  // The token may have ended meanwhile.
  const token = await room.store.tokens.withId(id);
  return (
    (token === undefined ? problem('invalid-token', 'this token is gone') : endedRefusal(token, room.now())) ?? reading
  );
}

function isAnswer({ found, hasMore }: Reading): boolean {
  return found.length > 0 || hasMore;
}
