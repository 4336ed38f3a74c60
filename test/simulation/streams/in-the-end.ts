/** Everything is mended: who takes nothing is dropped, everybody else has everything, and nothing is left of anybody. */
import { webhookId } from '../../../src/delivery/event-headers.ts';
import type { Step } from '../../api/schedule.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Dice } from '../random.ts';
import { rest } from '../simulation.ts';
import type { Follower } from './follower.ts';
import { owedIn } from './owed.ts';
import type { StreamWorld } from './world.ts';

const SECOND = 1_000;

/** Until a stream that is ended is cut off, and some more. */
const GRACE_MS = 10 * SECOND;

/** By then everybody has everything. */
const PATIENCE_MS = 240 * SECOND;

const LAST_STEPS: readonly Step[] = [
  { act: 'file', story: 100, language: 'fr' },
  { act: 'file under embargo', story: 101, language: 'fr' },
  { act: 'lift', story: 101, language: 'fr' },
  { act: 'kill', story: 100, language: 'fr' },
  { act: 'file', story: 102, language: 'fr' },
];

export async function mend(world: StreamWorld, chances: Dice, schedule: string[]): Promise<void> {
  await dropsWhoTakesNothing(world, schedule);
  for (const one of world.followers) one.isStuck = false;
  if (world.isWakeDue()) world.wake();
  await untilAllHaveAll(world, chances, schedule);
  for (const step of LAST_STEPS) {
    await world.commit(step, true);
    schedule.push('the last are committed');
    if (chances.chance(0.5)) await untilAllHaveAll(world, chances, schedule);
  }
  await untilAllHaveAll(world, chances, schedule);
  await everybodyGoes(world);
  await world.stop(chances);
}

/** Whoever is not stuck takes, and all calls end; or, where there is nothing to do, the next timer rings. */
async function goOn(world: StreamWorld, schedule: string[]): Promise<void> {
  const { machine, followers } = world;
  await rest(world);
  const call = machine.calls.shift();
  if (call !== undefined) {
    schedule.push(`${call.label}: done`);
    await call.complete();
    return;
  }
  const taking = followers.find(({ isStuck, exchange }) => !isStuck && exchange?.connection.hasUntaken === true);
  if (taking?.exchange?.connection.isOpen === true) {
    world.take(taking.exchange);
    schedule.push(`${taking.name} takes`);
    return;
  }
  for (const one of followers) readWhatHasCome(one);
  schedule.push('a timer rings');
  machine.ring();
}

/** A connection that is over is left. */
export function readWhatHasCome(one: Follower): void {
  one.exchange?.connection.arrive();
  if (one.exchange?.connection.isOver === true) one.exchange = undefined;
}

async function dropsWhoTakesNothing(world: StreamWorld, schedule: string[]): Promise<void> {
  const { machine, followers, limits } = world;
  const { stallMs, rounds, tickMs } = limits.streams;
  const stuck = followers.flatMap(({ isStuck, exchange }) =>
    isStuck && exchange?.openedAt !== undefined && exchange.connection.hasUntaken ? [exchange] : [],
  );
  if (stuck.length === 0) return;
  const until = machine.elapsed() + stallMs + 2 * rounds * tickMs + GRACE_MS;
  while (machine.elapsed() < until) await goOn(world, schedule);
  const kept = stuck.find(({ connection }) => connection.isOpen);
  if (kept !== undefined) throw new BrokenPromise(`${kept.follower.name} takes nothing, and is kept`);
}

async function untilAllHaveAll(world: StreamWorld, chances: Dice, schedule: string[]): Promise<void> {
  const { machine, followers } = world;
  const until = machine.elapsed() + PATIENCE_MS;
  const askedAt = new Map<Follower, number>();
  for (;;) {
    for (const one of followers) {
      readWhatHasCome(one);
      if (world.isTokenOver(one.token)) await world.renew(one);
    }
    const missing = machine.calls.length > 0 ? undefined : followers.flatMap((one) => missingOf(one, world));
    if (missing?.length === 0) return;
    if (machine.elapsed() > until)
      throw new BrokenPromise(`${missing?.[0] ?? 'it never rests'}, and nothing is going to happen`);
    for (const one of followers) {
      // Who has been answered waits a while.
      if (one.exchange !== undefined || askedAt.get(one) === machine.elapsed()) continue;
      askedAt.set(one, machine.elapsed());
      const way = chances.pick(['page', 'page', 'poll', 'stream'] as const);
      world.ask(one, { way, limit: chances.pick([1, 3, 100]), waitMs: way === 'poll' ? 2 * SECOND : 0 });
    }
    await goOn(world, schedule);
  }
}

function missingOf(one: Follower, { log }: StreamWorld): readonly string[] {
  if (one.owedAfter === undefined) return [`${one.name} has not begun`];
  return owedIn(one, log, { after: one.owedAfter, upTo: log.length })
    .filter(({ event }) => !one.has.has(webhookId(event)))
    .map(({ event }) => `${one.name} has no event ${event.seq}`);
}

async function everybodyGoes(world: StreamWorld): Promise<void> {
  const { machine } = world;
  for (const exchange of world.exchanges) if (exchange.connection.isOpen) world.hangUp(exchange);
  for (let round = 0; round < 200; round += 1) {
    await rest(world);
    const call = machine.calls.shift();
    if (call === undefined) break;
    await call.complete();
  }
  const { taken, openStreams } = world.places();
  if (taken !== 0 || openStreams !== 0) {
    throw new BrokenPromise(`everybody has gone, and ${taken} places are taken by ${openStreams} streams`);
  }
}
