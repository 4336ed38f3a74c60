/**
 * One seed, one schedule of the stream of events: people who read it as pages, by long polls and as streams, who are slow, hang
 * up, come back and lose what was on its way; stories that are filed, secret, lifted, held and killed meanwhile; tokens that
 * end; a store that refuses, crashes, orderly stops and a clock that jumps. What is promised to each is checked at every
 * piece that the desk writes, and once more when everything has been mended.
 */
import type { Step } from '../../api/schedule.ts';
import type { Dice } from '../random.ts';
import { rest, simulated, type Life, type Simulation } from '../simulation.ts';
import type { Follower } from './follower.ts';
import { mend, readWhatHasCome } from './in-the-end.ts';
import { openStreamWorld, type StreamWorld } from './world.ts';

const STEPS_MIN = 150;
const STEPS_MORE = 350;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Temper = {
  readonly crash: number;
  readonly timers: number;
  readonly commits: number;
  readonly stuck: number;
  readonly refusals: number;
  readonly secrets: boolean;
  readonly jumps: boolean;
};

const COUNTED = {
  steps: /^\S/,
  events: /^ {2}event /,
  'events that were sent': /^ {2}to \S+: event /,
  pages: /^ {2}to \S+: page /,
  beats: /^ {2}to \S+: a beat /,
  'slow readers dropped': /end: slow-reader/,
  'streams ended with their token': /end: token-ended/,
  crashes: /^crash$/,
  'orderly stops': /^an orderly stop/,
};

export function simulateStreams(seed: number): Promise<Simulation> {
  return simulated(seed, { counted: COUNTED, open: openStreamWorld, live });
}

async function live(world: StreamWorld, { chances, schedule }: Life): Promise<void> {
  const temper: Temper = {
    crash: chances.pick([0, 0, 0.005, 0.02]),
    timers: chances.pick([0.02, 0.06, 0.12]),
    commits: chances.pick([0.03, 0.08]),
    stuck: chances.pick([0, 0.01, 0.03]),
    refusals: chances.pick([0, 0.02, 0.05]),
    secrets: chances.chance(0.7),
    jumps: chances.chance(0.3),
  };
  for (let begun = chances.pick([0, 3, 8]); begun > 0; begun -= 1)
    schedule.push(await commitOne(world, chances, temper));
  const steps = STEPS_MIN + chances.below(STEPS_MORE);
  for (let step = 0; step < steps; step += 1) {
    schedule.push(await takeStep(world, chances, temper));
    await rest(world);
  }
  schedule.push('everything is mended');
  await mend(world, chances, schedule);
}

/** Mostly what is under way goes on; now and then something happens. */
async function takeStep(world: StreamWorld, chances: Dice, temper: Temper): Promise<string> {
  const { machine } = world;
  if (chances.chance(temper.crash)) return end(world, chances);
  if (chances.chance(temper.timers)) {
    machine.ring();
    return 'a timer rings';
  }
  if (chances.chance(temper.commits)) return commitOne(world, chances, temper);
  if (chances.chance(temper.refusals)) return refuseOne(world, chances);
  if (chances.chance(temper.stuck)) return changeMood(world, chances);
  const roll = chances.roll();
  if (roll < 0.55) return completeOne(world, chances);
  if (roll < 0.57) return completeAll(world);
  if (roll < 0.92) return ofSomebody(world, chances);
  if (roll < 0.94) return askAll(world, chances);
  if (roll < 0.96) return wakeOne(world);
  if (roll < 0.965) return revokeOne(world, chances);
  if (roll < 0.97 && temper.jumps) {
    const ms = chances.pick([-HOUR, -MINUTE, MINUTE, HOUR]);
    machine.jump(ms);
    return `the clock jumps by ${ms / SECOND} s`;
  }
  machine.pass(chances.pick([10, SECOND, 10 * SECOND]));
  return 'time passes';
}

async function end(world: StreamWorld, chances: Dice): Promise<string> {
  if (chances.chance(0.6)) {
    await world.crash(chances);
    return 'crash';
  }
  await world.stop(chances);
  return 'an orderly stop, and a start';
}

async function commitOne(world: StreamWorld, chances: Dice, { secrets }: Temper): Promise<string> {
  const acts: readonly Step['act'][] = secrets
    ? ['file', 'file', 'file under embargo', 'file under embargo', 'lift', 'kill', 'hold', 'release']
    : ['file', 'file', 'file', 'kill', 'hold', 'release'];
  const before = world.log.length;
  const isWoken = chances.chance(0.7);
  let told = '';
  // Not everything can be done to every story.
  for (let tries = 0; world.log.length === before; tries += 1) {
    const language = chances.pick(['en', 'fr', 'fr'] as const);
    const step = { act: chances.pick(acts), story: chances.below(4 + tries), language };
    await world.commit(step, isWoken);
    told = `${step.act} story-${step.story} ${step.language}`;
  }
  return told;
}

function refuseOne(world: StreamWorld, chances: Dice): string {
  const { calls } = world.machine;
  const at = chances.below(calls.length);
  const call = calls[at];
  if (call?.refuse === undefined) return 'nothing to refuse';
  calls.splice(at, 1);
  call.refuse();
  world.refused();
  return `${call.label}: the store refuses`;
}

function changeMood({ followers }: StreamWorld, chances: Dice): string {
  const one = chances.pick(followers);
  one.isStuck = !one.isStuck;
  return `${one.name} ${one.isStuck ? 'takes nothing' : 'takes what comes'}`;
}

async function completeOne({ machine: { calls } }: StreamWorld, chances: Dice): Promise<string> {
  const [call] = calls.splice(chances.below(calls.length), 1);
  await call?.complete();
  return `${call?.label ?? 'nothing'}: done`;
}

/** In one turn, so that nothing comes between. */
async function completeAll({ machine: { calls } }: StreamWorld): Promise<string> {
  const all = calls.splice(0);
  await Promise.all(all.map((call) => call.complete()));
  return `done at once: ${all.map(({ label }) => label).join(', ')}`;
}

function askAll(world: StreamWorld, chances: Dice): string {
  const idle = world.followers.filter(({ exchange }) => exchange === undefined);
  for (const one of idle) askOne(world, one, chances);
  return `at once they ask: ${idle.map(({ name }) => name).join(', ')}`;
}

function askOne(world: StreamWorld, one: Follower, chances: Dice): void {
  const way = chances.pick(['page', 'poll', 'stream', 'stream'] as const);
  const waitMs = way === 'poll' ? chances.pick([SECOND, 5 * SECOND, 50 * SECOND]) : 0;
  // What they had kept of what they have had is lost.
  if (chances.chance(0.1) && one.cursors.length > 1) one.cursors.push(chances.pick(one.cursors));
  world.ask(one, { way, limit: chances.pick([1, 2, 100]), waitMs });
}

async function ofSomebody(world: StreamWorld, chances: Dice): Promise<string> {
  const one = chances.pick(world.followers);
  const { exchange, token, name } = one;
  if (exchange === undefined) {
    if (world.isTokenOver(token) && chances.chance(0.5)) {
      await world.renew(one);
      return `${name} is given another token`;
    }
    askOne(world, one, chances);
    return `${name} asks`;
  }
  if (chances.chance(0.04)) {
    if (chances.chance(0.5)) exchange.connection.arrive();
    world.hangUp(exchange);
    return `${name} hangs up`;
  }
  if (one.isStuck) return `${name} takes nothing`;
  if (exchange.connection.isOpen && exchange.connection.hasUntaken) world.take(exchange);
  if (chances.chance(0.7)) readWhatHasCome(one);
  return `${name} takes what has come`;
}

function wakeOne(world: StreamWorld): string {
  world.wake();
  return 'the desk is woken';
}

async function revokeOne(world: StreamWorld, chances: Dice): Promise<string> {
  const { token } = chances.pick(world.followers);
  await world.revoke(token);
  return `${token.name} is revoked`;
}
