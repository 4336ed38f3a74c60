/**
 * One seed, one schedule: publishes, corrections and kills at the worst moments, endpoints in every mood, lost answers, a
 * store that refuses, crashes between any two steps, a clock that jumps, operators that pause, resume, add, backfill,
 * replay and remove. The promises of DESIGN.md §3 are checked at every attempt, and once more when everything has been mended.
 */
import { WiredeskError } from '../../src/story/wiredesk-error.ts';
import { checkTheEnd } from './in-the-end.ts';
import { dice, type Dice } from './random.ts';
import { MOODS, PROBE, type Receiver } from './receiver.ts';
import { openWorld, type PublicationKind, type World } from './world.ts';

const STEPS_MIN = 80;
const STEPS_MORE = 220;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Schedules differ in kind: few stories or many, a process that dies often or seldom, an operator who changes his mind. */
type Temper = {
  readonly stories: number;
  readonly crash: number;
  readonly timers: number;
  readonly changes: number;
  /** How often a new story is under embargo, and a kill is a hold. */
  readonly secrets: number;
  readonly holds: number;
  /** Who is down from the beginning until everything is mended: such are suspended. */
  readonly downAllAlong: Receiver | undefined;
};

/** With more of them schedules take longer, and show nothing more. */
const RECEIVERS_MAX = 5;

/** More rounds than this is no rest. */
const MENDING_ROUNDS_MAX = 20_000;

export type Simulation = {
  readonly seed: number;
  readonly steps: number;
  readonly attempts: number;
  readonly crashes: number;
  readonly kills: number;
  /** Of the operator: who was added, removed, replayed, or asked for a story again. */
  readonly acts: number;
  /** One line each. */
  readonly schedule: readonly string[];
  readonly failure?: Error;
};

export async function simulate(seed: number): Promise<Simulation> {
  const chances = dice(seed);
  const schedule: string[] = [];
  const world = await openWorld(chances, (line) => schedule.push(line));
  let failure: Error | undefined;
  try {
    await live(world, seed, chances, schedule);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  } finally {
    world.machine.forget();
    await world.close();
  }
  return {
    seed,
    steps: schedule.filter((line) => !line.startsWith(' ')).length,
    attempts: world.receivers.reduce((sum, { attempts }) => sum + attempts.length, 0),
    crashes: schedule.filter((line) => line === 'crash').length,
    kills: schedule.filter((line) => line.startsWith('publish kill')).length,
    acts: schedule.filter((line) => / is (added|removed|replayed|asked)/.test(line)).length,
    schedule,
    ...(failure !== undefined && { failure }),
  };
}

async function live(world: World, seed: number, chances: Dice, schedule: string[]): Promise<void> {
  const steps = STEPS_MIN + chances.below(STEPS_MORE);
  const temper = {
    stories: chances.pick([2, 4, 7]),
    crash: chances.pick([0.01, 0.03, 0.06]),
    timers: chances.pick([0.06, 0.12, 0.2]),
    changes: seed % 2 === 0 ? 0.03 : 0,
    secrets: chances.pick([0, 0, 0, 0.4]),
    holds: chances.pick([0, 0, 0.5]),
    downAllAlong: chances.chance(0.2) ? chances.pick(world.receivers) : undefined,
  };
  if (temper.downAllAlong !== undefined) temper.downAllAlong.mood = 'refusing';
  for (let step = 0; step < steps; step += 1) {
    schedule.push(await takeStep(world, chances, temper));
    await rest(world);
  }
  schedule.push('everything is mended');
  await mend(world, schedule);
}

async function rest(world: World): Promise<void> {
  await world.machine.settle();
  const broken = world.broken();
  if (broken !== undefined) throw broken;
}

/** Mostly what is under way goes on; now and then something happens. */
async function takeStep(world: World, chances: Dice, temper: Temper): Promise<string> {
  const { machine } = world;
  const { calls } = machine;
  if (chances.chance(temper.crash)) {
    await world.crash(chances);
    return 'crash';
  }
  if (machine.hasTimers() && chances.chance(temper.timers)) {
    machine.ring();
    return 'a timer rings';
  }
  if (temper.changes > 0 && chances.chance(temper.changes)) return changeOne(world, chances);
  const roll = chances.roll();
  if (roll < 0.72 && calls.length > 0) return completeOne(world, chances);
  if (roll < 0.84) return publishOne(world, chances, temper);
  if (roll < 0.89) {
    const one = chances.pick(world.receivers);
    if (one !== temper.downAllAlong) one.mood = chances.pick(MOODS);
    return `${one.name} is ${one.mood}`;
  }
  if (roll < 0.93) return refuseOne(world, chances);
  if (roll < 0.97) return operate(world, chances);
  if (roll < 0.975) {
    const ms = chances.pick([-HOUR, -MINUTE, MINUTE, HOUR, 30 * HOUR]);
    machine.jump(ms);
    return `the clock jumps by ${ms / 1000} s`;
  }
  machine.pass(chances.pick([10, 1_000, MINUTE]));
  return 'time passes';
}

async function completeOne({ machine: { calls } }: World, chances: Dice): Promise<string> {
  const [call] = calls.splice(chances.below(calls.length), 1);
  await call?.complete();
  return `${call?.label ?? ''}: done`;
}

async function refuseOne({ machine: { calls } }: World, chances: Dice): Promise<string> {
  const at = chances.below(calls.length);
  const call = calls[at];
  if (call?.refuse === undefined) return 'nothing to refuse';
  calls.splice(at, 1);
  call.refuse();
  return `${call.label}: the store refuses`;
}

async function publishOne(world: World, chances: Dice, temper: Temper): Promise<string> {
  // Stories that have been sent are what kills are about.
  const known = world.committed.map(({ version }) => version.slug);
  const slug =
    known.length > 0 && chances.chance(0.6) ? chances.pick(known) : chances.pick(SLUGS.slice(0, temper.stories));
  const kind = kindOf(known.includes(slug), chances, temper);
  const language = chances.pick(['en', 'fr', 'fr'] as const);
  await world.publish(slug, kind, language);
  if (chances.chance(0.8)) world.wake();
  return `publish ${kind} ${slug} ${language}`;
}

function kindOf(isKnown: boolean, chances: Dice, { secrets, holds }: Temper): PublicationKind {
  if (!isKnown) return chances.chance(secrets) ? 'secret' : 'text';
  if (chances.chance(0.4)) return chances.chance(holds) ? 'hold' : 'kill';
  if (chances.chance(0.9)) return 'text';
  return secrets > 0 ? 'secret' : 'withheld';
}

async function operate(world: World, chances: Dice): Promise<string> {
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
  if (chances.chance(0.8)) world.wake();
  return `${one.name} is paused`;
}

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

async function changeOne(world: World, chances: Dice): Promise<string> {
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

async function resumeAll({ receivers, store, wake }: World): Promise<void> {
  for (const one of receivers) {
    const row = await store.subscribers.withName(one.name);
    if (row?.state === 'paused' || row?.state === 'suspended') await store.subscribers.resume(row.id, 0);
  }
  wake();
}

async function mend(world: World, schedule: string[]): Promise<void> {
  const { machine } = world;
  world.mend();
  const mendedAt = machine.elapsed();
  await resumeAll(world);
  await untilRest(world, schedule);
  await world.publish(PROBE, 'text', 'fr');
  world.wake();
  await untilRest(world, schedule);
  const stopped = world.stop();
  for (let round = 0; round < 10; round += 1) {
    await rest(world);
    await machine.calls.shift()?.complete();
    if (machine.hasTimers()) machine.ring();
  }
  await stopped;
  await checkTheEnd(world, mendedAt);
}

async function untilRest(world: World, schedule: string[]): Promise<void> {
  const { machine } = world;
  for (let round = 0; round < MENDING_ROUNDS_MAX; round += 1) {
    await rest(world);
    const call = machine.calls.shift();
    if (call !== undefined) {
      schedule.push(`${call.label}: done`);
      await call.complete();
    } else if (machine.hasTimers()) {
      machine.ring();
    } else break;
  }
  if (machine.calls.length > 0 || machine.hasTimers()) throw new Error('deliveries never come to rest');
}
