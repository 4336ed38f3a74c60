/** A wire on which things happen, people who follow it, and a desk that serves them and dies: one seed's world. */
import { hashOfToken, newAccessToken } from '../../../src/api/access-token.ts';
import { openSqliteStore } from '../../../src/wire/sqlite.ts';
import { Wire, type Step } from '../../api/schedule.ts';
import { BrokenPromise } from '../broken-promise.ts';
import { machine, type Machine } from '../machine.ts';
import type { Dice } from '../random.ts';
import { piecesOf, type Piece } from './answer-pieces.ts';
import { Connection } from './connection.ts';
import { limitsBy, startDeskProcess, type DeskLimits, type DeskProcess } from './desk-process.ts';
import { isTokenInForce, targetOf, type Exchange, type Follower, type Token, type Way } from './follower.ts';
import { arrives, followersBy, worded, type Rights } from './followers.ts';
import type { Log } from './owed.ts';
import { promisesOf, startsFrom } from './promises.ts';

const START = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

/** Whatever is not closed by then is cut off. */
const STOP_MS = 20_000;

export type StreamWorld = {
  readonly machine: Machine;
  readonly isTokenOver: (token: Token) => boolean;
  readonly log: Log;
  readonly limits: DeskLimits;
  readonly followers: readonly Follower[];
  /** With the process that runs now. */
  readonly exchanges: readonly Exchange[];
  readonly places: () => { readonly taken: number; readonly openStreams: number };
  /** Another process may have committed it: then this one has not been woken. */
  readonly commit: (step: Step, isWoken: boolean) => Promise<void>;
  /** Where it is owed. */
  readonly wake: () => void;
  readonly ask: (follower: Follower, wish: Pick<Exchange, 'way' | 'limit' | 'waitMs'>) => void;
  readonly take: (exchange: Exchange) => void;
  readonly hangUp: (exchange: Exchange) => void;
  readonly refused: () => void;
  readonly revoke: (token: Token) => Promise<void>;
  /** The operator gives them one like that which has ended. */
  readonly renew: (follower: Follower) => Promise<void>;
  readonly crash: (dice: Dice) => Promise<void>;
  readonly stop: (dice: Dice) => Promise<void>;
  readonly isWakeDue: () => boolean;
  readonly broken: () => Error | undefined;
  readonly close: () => Promise<void>;
};

export async function openStreamWorld(dice: Dice, note: (line: string) => void): Promise<StreamWorld> {
  const store = await openSqliteStore(':memory:');
  const pc = machine(START);
  const wire = new Wire(store);
  const limits = limitsBy(dice);
  const followers: Follower[] = [];
  let exchanges: Exchange[] = [];
  let tokens = 0;
  let refusals = 0;
  let isStopping = false;
  let isWakeDue = false;
  let broken: Error | undefined;
  /** The latest that the clock has shown: what has expired by that may be taken for it, though the clock was set back. */
  let latest = START;
  const isoNow = (): string => new Date(pc.now()).toISOString();
  const isoLatest = (): string => new Date((latest = Math.max(latest, pc.now()))).toISOString();

  const held = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      broken ??= error as Error;
    }
  };

  async function newToken({ filter, isTrusted, expiresAt }: Rights): Promise<Token> {
    const name = `token-${(tokens += 1)}`;
    const secret = newAccessToken((size) => Buffer.alloc(size, tokens));
    const row = { name, hash: hashOfToken(secret), scopes: ['events:read'] as const, createdAt: isoNow() };
    const ends = expiresAt === undefined ? {} : { expiresAt };
    const { id } = await store.tokens.add({ ...row, filter, isTrusted, ...ends });
    return { id, name, secret, filter, isTrusted, expiresAt, isRevoked: false };
  }

  const start = (): DeskProcess =>
    startDeskProcess({ store, machine: pc, limits, dice, onTrouble: (error) => (broken ??= error) });
  let running = start();

  const promises = promisesOf(() => ({
    log: wire.committed,
    elapsed: pc.elapsed(),
    latest: isoLatest(),
    refusals,
    isStopping,
    hasSeenEnded: running.hasSeenEnded,
    hasEverSeenEnded: running.hasEverSeenEnded,
    exchanges,
    places: limits.places,
    stallMs: limits.streams.stallMs,
  }));

  for (const one of await followersBy(dice, newToken, new Date(START + 5 * MINUTE).toISOString())) followers.push(one);

  function ask(follower: Follower, wish: { way: Way; limit: number; waitMs: number }): void {
    const [read, readArrived] = [piecesOf(), piecesOf()];
    const connection = new Connection({
      written: (text) => held(() => written(read(text))),
      arrives: (text) => held(() => readArrived(text).forEach((piece) => arrives(exchange, piece, wire.committed))),
      closed: () => held(() => void (connection.isHungUp || promises.closed(exchange))),
    });
    const from = startsFrom({ follower }, wire.committed);
    const exchange: Exchange = {
      ...wish,
      follower,
      token: follower.token,
      connection,
      askedAt: pc.elapsed(),
      from,
      written: new Set(),
      last: { seq: from?.seq ?? 0, refusals },
      openedAt: undefined,
      untakenSince: undefined,
      longestStallMs: 0,
      hasEnded: false,
    };
    const written = (pieces: readonly Piece[]): void => {
      exchange.untakenSince ??= pc.elapsed();
      for (const piece of pieces) {
        note(`  to ${follower.name}: ${worded(piece)}`);
        if (piece.kind === 'stream') running.isAdmitted(exchange.token.id);
        promises.written(exchange, piece);
      }
    };
    exchanges.push(exchange);
    follower.exchange = exchange;
    running.accept(connection);
    const { target, fields } = targetOf(exchange);
    note(`  ${follower.name} asks ${target} ${fields['last-event-id'] ?? ''}`);
    connection.ask(target, fields);
  }

  /** Nobody hears any more from the process that was. */
  function processEnded(): void {
    for (const { connection } of exchanges) connection.isDead = true;
    exchanges = [];
    promises.processEnded();
    pc.forget();
    isStopping = false;
    isWakeDue = false;
    running = start();
  }

  const world: StreamWorld = {
    machine: pc,
    isTokenOver: (token) => !isTokenInForce(token, isoLatest()),
    log: wire.committed,
    limits,
    followers,
    get exchanges() {
      return exchanges;
    },
    places: () => ({ taken: running.places.taken(), openStreams: running.openStreams() }),
    async commit(step, isWoken) {
      const before = wire.committed.length;
      await wire.take(step);
      if (wire.committed.length === before) return;
      const { event, version } = wire.committed.at(-1) ?? {};
      note(`  event ${event?.seq}: ${event?.type} ${version?.slug} ${version?.version} ${event?.audience ?? ''}`);
      isWakeDue = true;
      if (isWoken) world.wake();
    },
    wake() {
      isWakeDue = false;
      running.wake();
    },
    isWakeDue: () => isWakeDue,
    ask,
    take(exchange) {
      const { connection, untakenSince = pc.elapsed() } = exchange;
      exchange.longestStallMs = Math.max(exchange.longestStallMs, pc.elapsed() - untakenSince);
      exchange.untakenSince = undefined;
      connection.takeWritten();
      if (connection.writableLength > 0) exchange.untakenSince = untakenSince;
    },
    hangUp({ connection, follower }) {
      connection.hangUp();
      follower.exchange = undefined;
    },
    refused: () => void (refusals += 1),
    async revoke(token) {
      await store.tokens.revoke(token.name, isoNow());
      token.isRevoked = true;
    },
    async renew(follower) {
      const { filter, isTrusted } = follower.token;
      follower.token = await newToken({ filter, isTrusted });
    },
    async crash() {
      processEnded();
    },
    async stop(chances) {
      isStopping = true;
      running.end();
      await untilAllAreClosed(world, chances);
      const [taken, open] = [running.places.taken(), running.openStreams()];
      if (taken + open > 0)
        broken ??= new BrokenPromise(`at an orderly stop ${taken} places are taken by ${open} streams`);
      processEnded();
    },
    broken: () => broken,
    close: async () => {
      await store[Symbol.asyncDispose]();
    },
  };
  return world;
}

/** As the server waits for its connections: for those that do not end, not for ever. */
async function untilAllAreClosed(world: StreamWorld, chances: Dice): Promise<void> {
  const { machine: pc, exchanges, broken } = world;
  const until = pc.elapsed() + STOP_MS;
  for (;;) {
    await pc.settle();
    const open = exchanges.filter(({ connection }) => !connection.isClosed);
    if (broken() !== undefined || (open.length === 0 && pc.calls.length === 0)) return;
    const taking = open.filter(({ connection, follower }) => connection.hasUntaken && !follower.isStuck);
    if (pc.calls.length > 0 && chances.chance(0.6)) {
      const [call] = pc.calls.splice(chances.below(pc.calls.length), 1);
      await call?.complete();
    } else if (taking.length > 0) world.take(chances.pick(taking));
    else if (pc.calls.length === 0 && pc.hasTimers() && pc.elapsed() < until) pc.ring();
    else if (pc.calls.length === 0) for (const one of open) one.connection.destroy();
  }
}
