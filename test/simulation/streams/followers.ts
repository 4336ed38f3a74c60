/** Who follows the wire of a schedule, and what becomes of what arrives at them. */
import type { Filter } from '../../../src/story/filter.ts';
import type { Dice } from '../random.ts';
import type { Piece, ToldEvent } from './answer-pieces.ts';
import type { Exchange, Follower, Token } from './follower.ts';
import { seqOfCursor, type Log } from './owed.ts';
import { webhookId } from '../../../src/delivery/event-headers.ts';

export type Rights = { readonly filter: Filter; readonly isTrusted: boolean; readonly expiresAt?: string };

const FRENCH: Filter = { language: ['fr'] };
const FIRST: Filter = { event: ['story.published'] };

/** Some share a token, and some what they are shown. */
export async function followersBy(
  dice: Dice,
  newToken: (rights: Rights) => Promise<Token>,
  soon: string,
): Promise<readonly Follower[]> {
  const anybody = await newToken({ filter: {}, isTrusted: false });
  const trusted = await newToken({ filter: {}, isTrusted: true });
  const ending = dice.chance(0.3) ? { expiresAt: soon } : {};
  const other = await newToken({ filter: dice.pick([FRENCH, FIRST]), isTrusted: dice.chance(0.5), ...ending });
  const asked = (): Filter => (dice.chance(0.3) ? FRENCH : {});
  return [
    newFollower('ann', anybody, {}, dice),
    newFollower('ben', anybody, asked(), dice),
    newFollower('cho', trusted, {}, dice),
    newFollower('dia', trusted, asked(), dice),
    newFollower('eve', other, {}, dice),
  ];
}

function newFollower(name: string, token: Token, asked: Filter, dice: Dice): Follower {
  const start = dice.chance(0.8) ? '0' : 'head';
  return {
    name,
    token,
    asked,
    format: dice.chance(0.75) ? 'marked' : 'plain',
    start,
    cursors: [],
    has: new Set(),
    owedAfter: start === '0' ? 0 : undefined,
    isStuck: false,
    exchange: undefined,
  };
}

export function arrives({ follower, from, openedAt }: Exchange, piece: Piece, log: Log): void {
  const { has, cursors } = follower;
  const takeEvent = ({ id, cursor }: ToldEvent): void => {
    has.add(id);
    cursors.push(cursor);
  };
  // Who has begun and has no cursor begins again.
  if (piece.kind === 'opening' && from === undefined) follower.owedAfter = openedAt;
  else if (piece.kind === 'event') takeEvent(piece.told);
  else if (piece.kind === 'beat') cursors.push(piece.cursor);
  else if (piece.kind === 'page') {
    const { events, next } = piece;
    const [first] = events;
    const begins = first === undefined ? (seqOfCursor(next, follower, log) ?? 0) : seqOfEvent(first, log) - 1;
    if (from === undefined) follower.owedAfter = begins;
    for (const one of events) takeEvent(one);
    cursors.push(next);
  }
}

function seqOfEvent({ id }: ToldEvent, log: Log): number {
  return log.find(({ event }) => webhookId(event) === id)?.event.seq ?? 0;
}

/** For the schedule. */
export function worded(piece: Piece): string {
  if (piece.kind === 'event')
    return `event ${piece.cursor} of ${piece.told.guid.split(':').at(-1)} ${piece.told.version}`;
  if (piece.kind === 'beat') return `a beat at ${piece.cursor}`;
  if (piece.kind === 'end') return `end: ${piece.reason}`;
  if (piece.kind === 'problem') return `refused ${piece.status}`;
  if (piece.kind !== 'page') return piece.kind;
  const { events, next, more } = piece;
  return `page [${events.map(({ cursor }) => cursor).join(' ')}] next ${next}${more ? ', and more' : ''}`;
}
