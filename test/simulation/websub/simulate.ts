/**
 * One seed, one schedule of the hub: feeds that change while they are looked at, people who subscribe, renew, go and come
 * back, servers in every mood, a store that refuses, crashes, orderly stops and a clock that jumps. What the hub promises
 * (WebSub §5 to §7, and "latest feed wins") is checked at every step, and once more when everything has been mended.
 */
import { BrokenPromise } from '../broken-promise.ts';
import { paceOf, type Pace } from '../pace.ts';
import type { Dice } from '../random.ts';
import { rest, simulated, type Life, type Simulation } from '../simulation.ts';
import { DOCUMENTS } from './feeds.ts';
import { forgetWhatCameToNothing, MOODS } from './reader.ts';
import { openHubWorld, POLICY, REQUEST_LEASES_MS, type HubWorld } from './world.ts';

const STEPS_MIN = 150;
const STEPS_MORE = 350;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A store that refuses is left alone for so long at most. */
const STORE_PAUSE_MAX_MS = 30_000;

/** More rounds than this is no rest. */
const MENDING_ROUNDS_MAX = 3_000;

/** Schedules differ in kind: in what is left alone long enough feeds are sent, in others much is cut off. */
type Temper = {
  readonly crash: number;
  readonly timers: number;
  /** No timer rings that would take longer: leases outlast the schedule where it is short. */
  readonly timersWithinMs: number;
  readonly timesMs: readonly number[];
  readonly requests: number;
  readonly passes: number;
  readonly refusals: number;
  readonly jumps: boolean;
  /** It is woken also where nothing has changed. */
  readonly wakes: boolean;
  readonly pace: Pace;
};

const ORDERLY_STOP = 'an orderly stop, and a start';

const COUNTED = {
  steps: /^\S/,
  attempts: /^ {2}attempt .* begins$/,
  questions: /^ {2}question .* begins$/,
  crashes: /^crash$/,
  'orderly stops': /^an orderly stop/,
};

export function simulateWebSub(seed: number): Promise<Simulation> {
  return simulated(seed, { counted: COUNTED, open: openHubWorld, live });
}

async function live(world: HubWorld, { chances, schedule }: Life): Promise<void> {
  const temper: Temper = {
    crash: chances.pick([0, 0.005, 0.02, 0.05]),
    timers: chances.pick([0.06, 0.12, 0.2]),
    timersWithinMs: chances.pick([2_000, MINUTE, Number.POSITIVE_INFINITY]),
    timesMs: chances.pick([
      [10, 1_000],
      [10, 1_000, 1_000, MINUTE],
      [1_000, MINUTE, 20 * MINUTE],
    ]),
    requests: chances.pick([0.01, 0.03, 0.08]),
    passes: chances.pick([0.01, 0.04, 0.12]),
    refusals: chances.pick([0.01, 0.02, 0.06]),
    jumps: chances.chance(0.5),
    wakes: chances.chance(0.5),
    pace: paceOf(chances),
  };
  await begin(world, chances, schedule);
  const steps = STEPS_MIN + chances.below(STEPS_MORE);
  for (let step = 0; step < steps; step += 1) {
    schedule.push(await takeStep(world, chances, temper));
    await rest(world);
  }
  schedule.push('everything is mended');
  await mend(world, chances, schedule);
}

/** Most schedules begin with people who follow something. */
async function begin(world: HubWorld, chances: Dice, schedule: string[]): Promise<void> {
  if (world.isElsewhere || chances.chance(0.2)) return;
  for (let asked = 0; asked < POLICY.subscriptionsMax; asked += 1) {
    schedule.push(askOne(world, chances));
    await untilRest(world, schedule);
  }
}

/** Mostly what is under way goes on; now and then something happens. */
async function takeStep(world: HubWorld, chances: Dice, temper: Temper): Promise<string> {
  const { machine, promises } = world;
  if (chances.chance(temper.crash)) return end(world, chances);
  const isAtRest = machine.calls.length === 0;
  if (
    machine.hasTimers() &&
    machine.nextTimerIn() <= temper.timersWithinMs &&
    chances.chance(isAtRest ? 0.5 : temper.timers)
  ) {
    machine.ring();
    return 'a timer rings';
  }
  if (!world.isElsewhere && chances.chance(temper.requests)) return askOne(world, chances);
  if (chances.chance(isAtRest ? 0.5 : temper.passes)) return passOne(world, chances);
  const roll = chances.roll();
  if (roll < 0.84) return completeOne(world, temper);
  if (roll < 0.88) return changeMood(world, chances);
  if (roll < 0.88 + temper.refusals) return refuseOne(world, chances);
  if (roll < 0.945) return removeOne(world, chances);
  if (roll < 0.96 && temper.wakes) {
    world.wake();
    return 'the hub is woken';
  }
  if (roll < 0.98 && temper.jumps) {
    const ms = chances.pick([-HOUR, -MINUTE, MINUTE, HOUR]);
    machine.jump(ms);
    promises.clockJumped();
    return `the clock jumps by ${ms / 1000} s`;
  }
  machine.pass(chances.pick(temper.timesMs));
  return 'time passes';
}

async function end(world: HubWorld, chances: Dice): Promise<string> {
  if (chances.chance(0.6)) {
    await world.crash(chances);
    return 'crash';
  }
  const isOrderly = await world.stop(chances);
  world.start();
  return isOrderly ? ORDERLY_STOP : 'crash';
}

function askOne(world: HubWorld, chances: Dice): string {
  const reader = chances.pick(world.readers);
  const document = chances.pick(DOCUMENTS);
  const mode = chances.chance(0.85) ? 'subscribe' : 'unsubscribe';
  const secret = chances.chance(0.3) ? undefined : chances.pick(['s1', 's2']);
  world.ask({ reader, document, mode, secret, leaseMs: chances.pick(REQUEST_LEASES_MS) });
  return `${reader.name} asks to ${mode} ${document}`;
}

function passOne(world: HubWorld, chances: Dice): string {
  const documents = DOCUMENTS.filter(() => chances.chance(0.6));
  world.pass(documents, chances);
  return `a pass begins: ${documents.join(', ')}`;
}

async function completeOne({ machine: { calls } }: HubWorld, { pace }: Temper): Promise<string> {
  const call = pace.next(calls);
  if (call === undefined) return 'what is under way takes longer';
  await call.complete();
  return `${call.label}: done`;
}

function changeMood({ readers }: HubWorld, chances: Dice): string {
  const reader = chances.pick(readers);
  reader.mood = chances.pick(MOODS);
  reader.isWilling = chances.chance(0.9);
  return `${reader.name} is ${reader.mood}`;
}

function refuseOne({ machine: { calls }, requests }: HubWorld, chances: Dice): string {
  const at = chances.below(calls.length);
  const call = calls[at];
  if (call?.refuse === undefined) return 'nothing to refuse';
  calls.splice(at, 1);
  call.refuse();
  // A request that the store cannot be asked about is dropped, and its subscriber asks again; what was confirmed is done.
  if (call.label !== 'unsubscribe') for (const one of requests) one.isDispensable = true;
  return `${call.label}: refused`;
}

async function removeOne({ shelf, remove }: HubWorld, chances: Dice): Promise<string> {
  const rows = (await shelf.all()).filter(({ kind }) => kind === 'subscriber');
  if (rows.length === 0) return 'nobody to remove';
  const { id } = chances.pick(rows);
  await remove(id);
  return `websub-${id} is removed`;
}

async function mend(world: HubWorld, chances: Dice, schedule: string[]): Promise<void> {
  for (const reader of world.readers) Object.assign(reader, { mood: 'up', isWilling: true });
  // Nobody needs to wake it: whatever has changed, it has been told, or has started since.
  await untilRest(world, schedule);
  await checkRest(world);
  for (const document of DOCUMENTS) world.feeds.put(document);
  world.wake();
  await untilRest(world, schedule);
  await checkRest(world);
  if (!(await world.stop(chances))) return;
  await checkRest(world);
}

/** Of those whose feeds are there. */
async function isAnybodyOwed({ shelf, feeds }: HubWorld): Promise<boolean> {
  const rows = await shelf.all();
  return rows.some(({ dueAt, document }) => dueAt !== undefined && feeds.lying(document) !== undefined);
}

/** Who is to be asked, or has said that they want no more of it. */
function isAnythingToBeSettled({ requests }: HubWorld): boolean {
  return requests.some(
    ({ mode, state, isDispensable }) =>
      (state === 'accepted' && !isDispensable) || (state === 'confirmed' && mode === 'unsubscribe'),
  );
}

/** With nothing under way whoever is due would have been tried; a clock that has jumped is noticed by the next timer. */
async function checkNobodyIsSleptOver({ shelf, feeds, machine, promises }: HubWorld): Promise<void> {
  if (promises.hasClockJumped()) return;
  const now = new Date(machine.now()).toISOString();
  const due = (await shelf.all()).filter(
    ({ document, dueAt, expiresAt = '9' }) =>
      dueAt !== undefined && dueAt <= now && expiresAt > now && feeds.lying(document) !== undefined,
  );
  if (due.length > 0) throw new BrokenPromise(`websub-${due[0]?.id} is due, and slept over`);
}

async function untilRest(world: HubWorld, schedule: string[]): Promise<void> {
  const { machine } = world;
  for (let round = 0; round < MENDING_ROUNDS_MAX; round += 1) {
    await rest(world);
    const call = machine.calls.shift();
    if (call !== undefined) {
      schedule.push(`${call.label}: done`);
      await call.complete();
    } else if (machine.hasTimers() && machine.nextTimerIn() <= STORE_PAUSE_MAX_MS) {
      machine.ring();
    } else if ((await isAnybodyOwed(world)) || isAnythingToBeSettled(world)) {
      if (!machine.hasTimers()) throw new BrokenPromise('something is owed, and nothing is going to happen');
      await checkNobodyIsSleptOver(world);
      machine.ring();
    } else return;
  }
  throw new BrokenPromise('the hub never comes to rest');
}

async function checkRest({ shelf, feeds, readers, requests, promises }: HubWorld): Promise<void> {
  forgetWhatCameToNothing(requests);
  const rows = await shelf.all();
  const ids = rows.map(({ id }) => id).toSorted((one, other) => one - other);
  const expected = [...promises.followed.keys()].toSorted((one, other) => one - other);
  if (ids.join() !== expected.join()) throw new BrokenPromise(`there are ${ids.join()}, not ${expected.join()}`);
  for (const { id, kind, document, delivered, callback } of rows) {
    const there = feeds.lying(document);
    if (there === undefined) continue;
    if (delivered !== there) throw new BrokenPromise(`websub-${id} is noted to have "${delivered}", not "${there}"`);
    const has = readers.find((reader) => reader.callback === callback)?.has.get(document)?.text;
    if (kind === 'subscriber' && has !== there) throw new BrokenPromise(`websub-${id} has "${has}", not "${there}"`);
  }
  const unkept = requests.find(({ state }) => state === 'confirmed');
  if (unkept !== undefined) throw new BrokenPromise(`${unkept.reader.name} said yes, and nothing has come of it`);
}
