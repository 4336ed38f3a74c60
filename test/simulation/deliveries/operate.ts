/** What the operator does, at the worst moment: pauses, resumes, adds, backfills, replays, asks again, changes, removes. */
import { WiredeskError } from '../../../src/story/wiredesk-error.ts';
import type { Dice } from '../random.ts';
import type { Receiver } from './receiver.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

/** With more of them schedules take longer, and show nothing more. */
const RECEIVERS_MAX = 5;

export async function operate(world: World, chances: Dice): Promise<string> {
  const here = world.receivers.filter(({ isRemoved }) => !isRemoved);
  const one = chances.pick(here.length === 0 ? world.receivers : here);
  const row = await world.store.subscribers.withName(one.name);
  const roll = chances.roll();
  if (row === undefined || (roll < 0.12 && here.length < RECEIVERS_MAX)) return add(world, chances);
  if (roll < 0.2) return remove(world, one, row.id);
  if (roll < 0.36) {
    const after = chances.below(world.committed.length + 1);
    const isAtRest = chances.chance(0.4);
    if (isAtRest) await world.replayAtRest(one, after, chances);
    else await world.replay(one, after);
    if (chances.chance(0.8)) world.wake();
    return `${one.name} is replayed from ${after}${isAtRest ? ' after a crash' : ''}`;
  }
  if (roll < 0.48) return ask(world, one, chances);
  if (row.state !== 'active') return resume(world, one, { id: row.id, isLatest: chances.chance(0.4) });
  await world.store.subscribers.setState(row.id, 'paused');
  if (chances.chance(0.3)) return changeItsMind(world, one, row.id);
  if (chances.chance(0.8)) world.wake();
  return `${one.name} is paused`;
}

/** Back before what is under way has ended; whoever delivers has heard of both. */
async function changeItsMind(world: World, one: Receiver, id: number): Promise<string> {
  world.wake();
  await readAll(world);
  await resume(world, one, { id, isLatest: false });
  await readAll(world);
  return `${one.name} is paused, and resumed at once`;
}

/** Nothing goes on but what is read of subscribers. */
async function readAll({ machine }: World): Promise<void> {
  const { calls } = machine;
  for (;;) {
    await machine.settle();
    const at = calls.findIndex(({ label }) => READ_OF_SUBSCRIBERS.has(label));
    if (at === -1) return;
    const [call] = calls.splice(at, 1);
    await call?.complete();
  }
}

const READ_OF_SUBSCRIBERS: ReadonlySet<string> = new Set(['read changes', 'read subscribers', 'read lanes']);

async function add(world: World, chances: Dice): Promise<string> {
  const isBackfilled = chances.chance(0.5);
  const wish = chances.pick([
    { filter: {}, window: 4 },
    { filter: { language: ['fr'] }, window: 2 },
  ] as const);
  const isTrusted = chances.chance(0.5);
  const { name } = await world.add({ ...wish, owedAfter: isBackfilled ? 0 : world.committed.length, isTrusted });
  if (chances.chance(0.8)) world.wake();
  return `${name} is added${isTrusted ? ', and trusted' : ''}${isBackfilled ? ', and backfilled' : ''}`;
}

/** For something of which nothing is under way just now, so that it can be told what comes of it. */
async function ask(world: World, one: Receiver, chances: Dice): Promise<string> {
  const free = world.committed.filter(
    ({ event }) => !one.attempts.some(({ end, committed }) => end === 'open' && committed.event.guid === event.guid),
  );
  if (free.length === 0) return 'nothing to ask for';
  const committed = chances.pick(free);
  try {
    await world.ask(one, committed);
  } catch (error) {
    if (error instanceof WiredeskError) return `${one.name} gets nothing more of ${committed.version.slug}`;
    throw error;
  }
  if (chances.chance(0.8)) world.wake();
  return `${one.name} is asked again for ${committed.version.slug}`;
}

async function remove(world: World, one: Receiver, id: number): Promise<string> {
  await world.store.subscribers.remove(id);
  one.isRemoved = true;
  world.wake();
  return `${one.name} is removed`;
}

type Resuming = { readonly id: number; readonly isLatest: boolean };

async function resume(world: World, one: Receiver, { id, isLatest }: Resuming): Promise<string> {
  await world.store.subscribers.resume(id, isLatest ? world.committed.length : 0);
  if (isLatest) one.latestUpTo = world.committed.length;
  world.wake();
  return `${one.name} is resumed by ${isLatest ? 'latest' : 'every'}`;
}

export async function changeOne(world: World, chances: Dice): Promise<string> {
  const here = world.receivers.filter(({ isRemoved }) => !isRemoved);
  if (here.length === 0) return 'nobody is there';
  const one = chances.pick(here);
  const filter = chances.pick([{}, { language: ['fr'] }, { language: ['en'] }, { event: ['story.updated'] }] as const);
  const window = chances.pick([1, 2, 4, 6]);
  const rate = chances.pick(['none', { attempts: 30, perMs: MINUTE }, { attempts: 2, perMs: 1_000 }] as const);
  await world.change(one, { filter, window, rate });
  if (chances.chance(0.8)) world.wake();
  return `${one.name} wants ${JSON.stringify(filter)} from now on, ${window} at a time, at the rate ${JSON.stringify(rate)}`;
}

export async function resumeAll({ receivers, store, wake }: World): Promise<void> {
  for (const one of receivers) {
    const row = await store.subscribers.withName(one.name);
    if (row?.state === 'paused' || row?.state === 'suspended') await store.subscribers.resume(row.id, 0);
  }
  wake();
}
