/**
 * One seed, one schedule: publishes, corrections and kills at the worst moments, endpoints in every mood, lost answers, a
 * store that refuses, crashes between any two steps, orderly stops, a clock that jumps, operators that pause, resume, add, backfill,
 * replay and remove. The promises of DESIGN.md §3 are checked at every attempt, and once more when everything has been mended.
 */
import { checkTheEnd } from './in-the-end.ts';
import { changeOne, operate, resumeAll } from './operate.ts';
import { paceOf, type Pace } from '../pace.ts';
import type { Dice } from '../random.ts';
import { rest, simulated, type Life, type Simulation } from '../simulation.ts';
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
  readonly pace: Pace;
};

const ORDERLY_STOP = 'an orderly stop, and a start';

/** More rounds than this is no rest. */
const MENDING_ROUNDS_MAX = 20_000;

const COUNTED = {
  steps: /^\S/,
  attempts: /^ {2}attempt .* begins$/,
  crashes: /^crash$/,
  'orderly stops': /^an orderly stop/,
  kills: /^publish kill/,
  'acts of the operator': / is (added|removed|replayed|asked)/,
};

export function simulateDeliveries(seed: number): Promise<Simulation> {
  return simulated(seed, { counted: COUNTED, open: openWorld, live });
}

async function live(world: World, { seed, chances, schedule }: Life): Promise<void> {
  const steps = STEPS_MIN + chances.below(STEPS_MORE);
  const temper = {
    stories: chances.pick([2, 4, 7]),
    crash: chances.pick([0.01, 0.03, 0.06]),
    timers: chances.pick([0.06, 0.12, 0.2]),
    changes: seed % 2 === 0 ? 0.03 : 0,
    secrets: chances.pick([0, 0, 0, 0.4]),
    holds: chances.pick([0, 0, 0.5]),
    downAllAlong: chances.chance(0.2) ? chances.pick(world.receivers) : undefined,
    pace: paceOf(chances),
  };
  if (temper.downAllAlong !== undefined) temper.downAllAlong.mood = 'refusing';
  for (let step = 0; step < steps; step += 1) {
    schedule.push(await takeStep(world, chances, temper));
    await rest(world);
  }
  schedule.push('everything is mended');
  await mend(world, schedule);
}

/** Mostly what is under way goes on; now and then something happens. */
async function takeStep(world: World, chances: Dice, temper: Temper): Promise<string> {
  const { machine } = world;
  const { calls } = machine;
  if (chances.chance(temper.crash)) {
    if (chances.chance(0.3)) return (await world.restart(chances)) ? ORDERLY_STOP : 'crash';
    await world.crash(chances);
    return 'crash';
  }
  if (machine.hasTimers() && chances.chance(temper.timers)) {
    machine.ring();
    return 'a timer rings';
  }
  if (temper.changes > 0 && chances.chance(temper.changes)) return changeOne(world, chances);
  const roll = chances.roll();
  if (roll < 0.72 && calls.length > 0) return completeOne(world, temper);
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

async function completeOne({ machine: { calls } }: World, { pace }: Temper): Promise<string> {
  const call = pace.next(calls);
  if (call === undefined) return 'what is under way takes longer';
  await call.complete();
  return `${call.label}: done`;
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
