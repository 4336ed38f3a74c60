/** What must be true when everything has been mended and has had its time: nothing was lost, and every kill is out. */
import { BrokenPromise } from '../broken-promise.ts';
import { matches } from '../../../src/story/filter.ts';
import {
  arrivalsOf,
  hadLane,
  highestArrived,
  isForIt,
  isKill,
  isOwed,
  type Asked,
  type Committed,
  type Receiver,
} from './receiver.ts';
import type { World } from './world.ts';

/** With an endpoint that works, a kill is there within this. */
const KILL_WITHIN_MS = 2 * 60_000;

export async function checkTheEnd(world: World, mendedAt: number): Promise<void> {
  const lanes = await world.store.subscribers.lanes();
  for (const one of world.receivers) {
    if (one.isRemoved) continue;
    const row = await world.store.subscribers.withName(one.name);
    // The endpoint has ended it.
    if (row === undefined || row.state === 'ended') continue;
    const broken = (promise: string): never => {
      throw new BrokenPromise(`${one.name}: ${promise}`);
    };
    if (row.state !== 'active') broken(`is ${row.state} in the end`);
    if (row.progress.cursor !== world.committed.length) broken(`its cursor stands at ${row.progress.cursor}`);
    if (lanes.some(({ subscriberId }) => subscriberId === row.id)) broken('something waits in a lane');
    const receipts = await world.store.subscribers.receipts(row.id, 10_000);
    const dead = new Set(receipts.filter(({ outcome }) => outcome === 'dead').map(({ seq }) => seq));
    for (const committed of world.committed) checkEvent(world, one, committed, { dead, mendedAt, broken });
    for (const asked of one.asked) checkAsked(world, one, asked, { dead, mendedAt, broken });
  }
}

type Expectations = {
  readonly dead: ReadonlySet<number>;
  readonly mendedAt: number;
  readonly broken: (promise: string) => never;
};

function checkEvent(world: World, one: Receiver, committed: Committed, { dead, mendedAt, broken }: Expectations): void {
  const { seq, guid, version } = committed.event;
  const told = `event ${seq} ${committed.version.slug} v${version}`;
  const arrival = (isKill(committed) ? one.arrivals : arrivalsOf(one, committed)).find(
    (each) => each.committed === committed,
  );
  const killed = world.killedVersions.get(guid) ?? 0;
  if (isKill(committed)) {
    if (version !== killed || !hasEarlier(one, guid, version)) return;
    if (arrival === undefined) return broken(`the kill never arrived: ${told}`);
    if (arrival.at > mendedAt + KILL_WITHIN_MS) return broken(`the kill took too long: ${told}`);
    return undefined;
  }
  if (!isOwed(one, committed) || arrival !== undefined || dead.has(seq) || version < killed) return undefined;
  const isSuperseded =
    highestArrived(one, guid) > version || isLaterDead(world, guid, version, dead) || isReplaced(world, one, committed);
  if (isSuperseded && (seq <= one.latestUpTo || hadLane(one, guid))) return undefined;
  return broken(`never arrived: ${told}`);
}

/** What was asked for once more, and is the newest of its story still. */
function checkAsked(world: World, one: Receiver, asked: Asked, { dead, broken }: Expectations): void {
  const newest = world.committed.findLast(({ event }) => event.guid === asked.guid);
  if (newest?.event.version !== asked.version || dead.has(newest.event.seq)) return;
  // On its way by the cursor when the subscriber was set back, and not what it gets by then.
  if (one.replays.length > asked.replays && !isOwed(one, newest)) return;
  const hasCome = one.arrivals.some(({ committed, attempt }) => committed === newest && attempt >= asked.attempts);
  if (!hasCome) broken(`asked for again, and never came: event ${newest.event.seq} ${newest.version.slug}`);
}

function hasEarlier({ arrivals }: Receiver, guid: string, version: number): boolean {
  return arrivals.some(({ committed: { event } }) => event.guid === guid && event.version < version);
}

function isLaterDead({ committed }: World, guid: string, version: number, dead: ReadonlySet<number>): boolean {
  return committed.some(({ event }) => event.guid === guid && event.version > version && dead.has(event.seq));
}

/** By a version that came while its filter was changed: looked at by the old one, it would have been sent in place of this. */
function isReplaced({ committed }: World, one: Receiver, { event: { guid, version } }: Committed): boolean {
  const { said } = one;
  if (said.length === 1) return false;
  return committed.some((later) => {
    if (later.event.guid !== guid || later.event.version <= version || !isForIt(one, later)) return false;
    return said.some(({ filter }) => matches(filter, later.version));
  });
}
