/** What is promised to whoever follows the wire, held against each piece that the desk writes, when it writes it. */
import { webhookId } from '../../../src/delivery/event-headers.ts';
import type { PlaceLimits } from '../../../src/api/events/open-places.ts';
import { publicSeq } from '../../../src/wire/event.ts';
import { markOf } from '../../api/schedule.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Piece, ToldEvent } from './answer-pieces.ts';
import { isTokenInForce, seesEmbargoed, type Exchange } from './follower.ts';
import { cursorBehind, isFor, isWithdrawn, mayKnow, owedIn, seqOfCursor, type Log } from './owed.ts';

/** How things stand. */
export type Circumstances = {
  readonly log: Log;
  readonly elapsed: number;
  /** Of the instants that the clock has shown. */
  readonly latest: string;
  /** So often the store has refused by now. */
  readonly refusals: number;
  readonly isStopping: boolean;
  /** The streams have seen that it has ended. */
  readonly hasSeenEnded: (tokenId: number) => boolean;
  readonly hasEverSeenEnded: (tokenId: number) => boolean;
  /** Of this process. */
  readonly exchanges: readonly Exchange[];
  readonly places: PlaceLimits;
  readonly stallMs: number;
};

export type Promises = {
  readonly written: (exchange: Exchange, piece: Piece) => void;
  /** By the desk. */
  readonly closed: (exchange: Exchange) => void;
  readonly processEnded: () => void;
};

export function promisesOf(circumstances: () => Circumstances): Promises {
  /** By id and format: whoever is told of an event is told the same. */
  const texts = new Map<string, string>();
  /** Up to where every outsider who keeps up had been told all: then a sign that says less tells of something else. */
  let settled = -1;

  function written(exchange: Exchange, piece: Piece): void {
    const now = circumstances();
    const { follower, way } = exchange;
    const seen = now.hasSeenEnded(exchange.token.id);
    if (way === 'stream' && seen && ['event', 'beat', 'sign'].includes(piece.kind)) {
      throw new BrokenPromise(`${follower.name} is written to, whose token was seen to have ended`);
    }
    if (piece.kind === 'stream') opens(exchange, now);
    else if (piece.kind === 'event') eventIsTold(exchange, piece.told, { now, cursor: piece.cursor });
    else if (piece.kind === 'beat') beats(exchange, piece.cursor, now);
    else if (piece.kind === 'sign') signIsGiven(exchange, now);
    else if (piece.kind === 'page') pageIsTold(exchange, piece, now);
    else if (piece.kind === 'problem') isRefused(exchange, piece.status, now);
    else if (piece.kind === 'end') ends(exchange, piece.reason, now);
  }

  function beats(exchange: Exchange, cursor: string, now: Circumstances): void {
    cursorIsTold(exchange, cursor, now);
    if (!seesEmbargoed(exchange.follower)) settled = Math.max(settled, Number(cursor));
  }

  function signIsGiven({ follower, from, openedAt = 0, last: { seq } }: Exchange, { log }: Circumstances): void {
    if (seesEmbargoed(follower)) return;
    const last = log.findLast(({ event }) => event.audience === undefined);
    // Who has not been told of all that everybody may know of is read for still.
    const isBehind = (last?.event.seq ?? 0) > Math.max(seq, from?.seq ?? openedAt);
    if (!isBehind && settled === (last === undefined ? 0 : publicSeq(last.event))) {
      throw new BrokenPromise(`${follower.name} sees that something happens of which they may not know`);
    }
  }

  function pageIsTold(exchange: Exchange, page: Extract<Piece, { kind: 'page' }>, now: Circumstances): void {
    const { follower, limit, waitMs, askedAt, from } = exchange;
    const { events, next, more } = page;
    if (events.length > limit) throw new BrokenPromise(`${follower.name} gets more on a page than was asked for`);
    for (const told of events) eventIsTold(exchange, told, { now, cursor: told.cursor });
    const seq = cursorIsTold(exchange, next, now);
    if (more && !now.log.slice(seq).some((one) => mayKnow(follower, one))) {
      throw new BrokenPromise(`${follower.name} is told that there is more, and may know of nothing`);
    }
    if (more && from?.cursor === next) throw new BrokenPromise(`${follower.name} is sent to where they are`);
    const isEarly = now.elapsed < askedAt + waitMs && !now.isStopping;
    // What was found, and taken back before it was written, is passed over.
    if (isEarly && events.length === 0 && !more && from?.cursor === next) {
      throw new BrokenPromise(`${follower.name} is answered with nothing before the time is over`);
    }
  }

  function eventIsTold(
    exchange: Exchange,
    told: ToldEvent,
    { now, cursor }: { now: Circumstances; cursor: string },
  ): void {
    const { log, refusals } = now;
    const { follower, from, last } = exchange;
    const one = log.find(({ event }) => webhookId(event) === told.id);
    if (one === undefined) throw new BrokenPromise(`${follower.name} is told of ${told.id}, which is not on the wire`);
    const { event, version } = one;
    const what = `event ${event.seq} (${version.slug} ${version.version}) to ${follower.name}`;
    if (!isFor(follower, one, log)) throw new BrokenPromise(`${what}: it is not for them`);
    if (isWithdrawn(one, log)) throw new BrokenPromise(`${what}: it has been taken back`);
    if (event.seq <= (from?.seq ?? 0) || (event.seq <= last.seq && refusals === last.refusals)) {
      throw new BrokenPromise(`${what}: twice, or out of order`);
    }
    const expected = cursorBehind(event, log);
    if (cursor !== expected || told.cursor !== expected) throw new BrokenPromise(`${what}: under the cursor ${cursor}`);
    if (told.sequence !== (event.audience === undefined ? publicSeq(event) : undefined)) {
      throw new BrokenPromise(`${what}: with the number ${told.sequence}`);
    }
    holdsOwnWords(what, told, version);
    const { cursor: _, ...text } = told;
    const key = `${told.id} ${follower.format}`;
    const before = texts.get(key) ?? JSON.stringify(text);
    if (before !== JSON.stringify(text)) throw new BrokenPromise(`${what}: in other words than before`);
    texts.set(key, before);
    passesNothing(exchange, event.seq - 1, log);
    exchange.written.add(event.seq);
    exchange.last = { seq: event.seq, refusals };
  }

  return {
    written,
    processEnded: () => void (settled = -1),
    closed(exchange) {
      const now = circumstances();
      const { follower, way, openedAt, untakenSince = now.elapsed, hasEnded, token } = exchange;
      if (way !== 'stream' || openedAt === undefined) return;
      const isDue = now.isStopping || now.hasEverSeenEnded(token.id) || now.elapsed - untakenSince > now.stallMs;
      if (!hasEnded && !isDue) throw new BrokenPromise(`the stream of ${follower.name} is cut off`);
    },
  };
}

/** No earlier version, and of what is taken back no word. */
function holdsOwnWords(what: string, told: ToldEvent, version: Parameters<typeof markOf>[0]): void {
  const marks = JSON.stringify(told).match(/mark of \S+ \d+\./g) ?? [];
  if (marks.some((mark) => mark !== markOf(version))) throw new BrokenPromise(`${what}: with the words of another`);
}

/** Where it is on the log. */
function cursorIsTold(exchange: Exchange, cursor: string, { log, refusals }: Circumstances): number {
  const { follower, from, last } = exchange;
  const seq = seqOfCursor(cursor, follower, log);
  if (seq === undefined) throw new BrokenPromise(`${follower.name} is given ${cursor}, which is no cursor of theirs`);
  if (seq < (from?.seq ?? 0) || (seq < last.seq && refusals === last.refusals)) {
    throw new BrokenPromise(`${follower.name} is set back to ${cursor}`);
  }
  passesNothing(exchange, seq, log);
  exchange.last = { seq: Math.max(seq, last.seq), refusals };
  return seq;
}

/** Who begins at the head is owed what comes after some place that only the desk knows: that is looked at in the end. */
function passesNothing({ follower, from, openedAt, written }: Exchange, upTo: number, log: Log): void {
  const after = from?.seq ?? openedAt;
  if (after === undefined) return;
  const passed = owedIn(follower, log, { after, upTo }).find(({ event }) => !written.has(event.seq));
  if (passed !== undefined) throw new BrokenPromise(`event ${passed.event.seq} is passed over for ${follower.name}`);
}

function opens(exchange: Exchange, { log, exchanges, places }: Circumstances): void {
  exchange.openedAt = log.length;
  const open = exchanges.filter(({ openedAt, connection }) => openedAt !== undefined && connection.isOpen);
  const ofToken = open.filter(({ token }) => token === exchange.token);
  if (open.length > places.streamsMax || ofToken.length > places.streamsPerToken) {
    throw new BrokenPromise(`${exchange.follower.name} has a stream for which there is no place`);
  }
}

function isRefused(exchange: Exchange, status: number, now: Circumstances): void {
  const { follower, token, way } = exchange;
  // A poll whose client has hung up keeps its place until the desk has read for it.
  const others = now.exchanges.filter(
    (one) => one !== exchange && (one.way === 'poll' || (one.way === 'stream' && !one.connection.isClosed)),
  );
  const ofToken = others.filter((one) => one.token === token);
  const isFull = way !== 'page' && others.length >= now.places.streamsMax;
  const isDue: Record<number, boolean> = {
    401: !isTokenInForce(token, now.latest),
    429: way !== 'page' && ofToken.length >= now.places.streamsPerToken,
    503: isFull || now.refusals > exchange.last.refusals,
  };
  if (isDue[status] !== true) throw new BrokenPromise(`${follower.name} is answered ${status}`);
}

function ends(exchange: Exchange, reason: string, now: Circumstances): void {
  const { follower, token, longestStallMs } = exchange;
  exchange.hasEnded = true;
  const isDue: Record<string, boolean> = {
    'token-ended': now.hasEverSeenEnded(token.id),
    'desk-stopping': now.isStopping,
    'slow-reader': longestStallMs > now.stallMs,
  };
  if (isDue[reason] !== true) throw new BrokenPromise(`the stream of ${follower.name} is ended: ${reason}`);
}

/** Whether a reader may know of embargoes decides what their cursors look like. */
export function startsFrom(exchange: Pick<Exchange, 'follower'>, log: Log): Exchange['from'] {
  const { follower } = exchange;
  const cursor = follower.cursors.at(-1) ?? (follower.start === '0' ? '0' : undefined);
  if (cursor === undefined) return undefined;
  const seq = seqOfCursor(cursor, follower, log);
  if (seq === undefined) {
    const sight = seesEmbargoed(follower) ? 'sees embargoes' : 'sees none';
    throw new BrokenPromise(`${follower.name}, who ${sight}, has ${cursor}, which means nothing`);
  }
  return { seq, cursor };
}
