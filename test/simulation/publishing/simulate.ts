/** One seed, one schedule of a newsroom, its desk and their misfortunes; in the end all is well again, and looked at. */
import type { Scope } from '../../../src/publish/publish-pass.ts';
import { dice, type Dice } from '../random.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Simulation } from '../simulation.ts';
import { SimulatedDesk } from './desk.ts';
import { edit } from './editing.ts';
import type { Fate } from './life.ts';
import { Newsroom } from './newsroom.ts';
import { checkFeeds, checkSame, LogReader } from './promises.ts';
import { someSettings, type Settings } from './settings.ts';
import { trusted } from '../../publish/trusted.ts';
import { wordsIn } from './words.ts';

const START = Date.UTC(2040, 5, 4, 9);
const STEPS = 16;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export async function simulatePublishing(seed: number): Promise<Simulation> {
  const run = new Run(seed);
  try {
    await run.all();
    return run.told();
  } catch (error) {
    return { ...run.told(), failure: error instanceof Error ? error : new Error(String(error)) };
  } finally {
    await run.end();
  }
}

class Run {
  readonly #seed: number;
  readonly #schedule: string[] = [];
  readonly #counts = { steps: 0, passes: 0, crashes: 0, failures: 0, stops: 0, events: 0 };
  readonly #chances: Dice;
  readonly #desk: SimulatedDesk;
  readonly #newsroom: Newsroom;
  readonly #log: LogReader;
  readonly #saved = new Set<string>();
  #noticeDays = 1;
  #settings: Settings | undefined;
  #former: Settings | undefined;
  /** wiredesk.yaml has changed since the process read it. */
  #areStale = false;
  #pending: { readonly noticeDays: number } = { noticeDays: 1 };
  #broken: BrokenPromise | undefined;

  constructor(seed: number) {
    this.#seed = seed;
    this.#chances = dice(seed);
    this.#desk = new SimulatedDesk(START, seed, (path, bytes) => this.#censor(path, bytes));
    this.#newsroom = new Newsroom(this.#desk.stories, START);
    this.#log = new LogReader(this.#newsroom);
  }

  told(): Simulation {
    const { failures, stops, ...others } = this.#counts;
    const counts = { ...others, 'failed passes': failures, 'orderly stops': stops };
    return { seed: this.#seed, schedule: this.#schedule, counts };
  }

  end(): Promise<void> {
    return this.#desk[Symbol.asyncDispose]();
  }

  /** Of what is secret not a word is written below `feeds/`, at no time and under no name. */
  #censor(path: string, bytes: Uint8Array): void {
    // What is coded was seen before it was; by chance it may spell anything.
    const isCoded = /\.(?:br|gz|zst)\.tmp$/.test(path);
    for (const word of [...wordsIn(path), ...(isCoded ? [] : wordsIn(bytes))]) {
      if (this.#newsroom.mayShow(word)) continue;
      this.#broken ??= new BrokenPromise(`${path} is written with ${word}, which nobody may read`);
    }
  }

  async all(): Promise<void> {
    this.#configure();
    await this.#start();
    for (let step = 1; step <= STEPS; step += 1) await this.#step();
    await this.#mend();
  }

  async #step(): Promise<void> {
    const chances = this.#chances;
    this.#counts.steps += 1;
    this.#passTime();
    if (chances.chance(0.08)) await this.#trust();
    if (chances.chance(0.14)) this.#configure();
    if (chances.chance(0.12)) await this.#restart('an orderly restart');
    for (let count = chances.below(4); count > 0; count -= 1) {
      const fate = chances.chance(0.15) ? this.#someFate(20) : ({ kind: 'well' } as const);
      const {
        told,
        saved = [],
        hasDied = false,
      } = await edit({ desk: this.#desk, newsroom: this.#newsroom, chances, fate });
      this.#tell(told);
      for (const path of saved) this.#saved.add(path);
      if (hasDied) await this.#crashed();
    }
    const fate = chances.chance(0.45) ? this.#someFate(chances.pick([15, 60, 200, 600])) : ({ kind: 'well' } as const);
    await this.#pass(fate, this.#someScope());
  }

  #passTime(): void {
    const chances = this.#chances;
    if (chances.chance(0.07)) {
      const back = chances.pick([5 * MINUTE, 3 * HOUR, 50 * HOUR]);
      this.#desk.now -= back;
      this.#tell(`the clock is set back by ${back / HOUR} h`);
      return;
    }
    const on = chances.pick([1_000, MINUTE, 20 * MINUTE, HOUR, HOUR, 4 * HOUR, 20 * HOUR, 49 * HOUR]);
    this.#desk.now += on;
    this.#newsroom.latest = Math.max(this.#newsroom.latest, this.#desk.now);
    this.#tell(new Date(this.#desk.now).toISOString());
  }

  async #trust(): Promise<void> {
    const { subscribers } = this.#desk.wire;
    const known = await subscribers.withName(trusted.name);
    if (known === undefined) await subscribers.add(trusted);
    else await subscribers.setTrusted(known.id, known.isTrusted !== true);
    this.#tell(`somebody is ${known?.isTrusted === true ? 'no longer ' : ''}trusted with embargoed copy`);
  }

  #configure(): void {
    const before = this.#settings;
    // Often what was tried is taken back.
    const settings =
      this.#former !== undefined && this.#chances.chance(0.5) ? this.#former : someSettings(this.#chances);
    this.#former = before;
    this.#settings = settings;
    const { yaml, noticeDays } = settings;
    this.#desk.configure(yaml);
    this.#pending = { noticeDays };
    this.#areStale = true;
    this.#tell(`wiredesk.yaml is written: ${yaml.trim().split('\n').slice(2).join('; ')}`);
  }

  async #start(): Promise<void> {
    await this.#desk.start();
    this.#areStale = false;
    this.#noticeDays = this.#pending.noticeDays;
  }

  async #restart(why: string): Promise<void> {
    this.#tell(why);
    await this.#desk.end();
    await this.#start();
  }

  async #crashed(): Promise<void> {
    this.#counts.crashes += 1;
    await this.#restart('a process begins after the crash');
    await this.#lookAtLog();
  }

  #someScope(): Scope {
    const roll = this.#chances.roll();
    if (roll < 0.55) return 'all';
    if (roll < 0.75) return new Set();
    const saved = new Set(this.#saved);
    this.#saved.clear();
    return saved;
  }

  #someFate(calls: number): Fate {
    const chances = this.#chances;
    const at = 1 + chances.below(calls);
    const roll = chances.roll();
    if (roll < 0.4) return { kind: 'crash', at, isDone: chances.chance(0.5), cutsPower: chances.chance(0.5) };
    if (roll < 0.65) return { kind: 'disk', at, code: chances.pick(['ENOSPC', 'EACCES', 'EIO']) };
    if (roll < 0.8) return { kind: 'store', at };
    return { kind: 'stop', at };
  }

  async #pass(fate: Fate, scope: Scope, rebuild = false): Promise<void> {
    const end = await this.#desk.pass(fate, scope, { rebuild, settingsAreStale: this.#areStale });
    this.#counts.passes += 1;
    const told = `pass over ${scope === 'all' ? scope : `[${[...scope].join(', ')}]`}, ${JSON.stringify(fate)}`;
    this.#throwBroken();
    if (end.kind === 'died') {
      this.#tell(`${told}: died at ${this.#desk.life.met ?? '?'}`);
      return this.#crashed();
    }
    if (end.kind === 'failed') {
      this.#counts.failures += 1;
      this.#tell(`${told}: failed, ${end.error.message}`);
      if (fate.kind === 'well' || fate.kind === 'stop') throw end.error;
      return this.#lookAtLog();
    }
    if (end.isStopped) this.#counts.stops += 1;
    const { new: added, updated, killed, held, problems, documentCount } = end.pass;
    this.#tell(
      `${told}: ${JSON.stringify({ added, updated, killed, held: held.map(({ path }) => path), documentCount, isStopped: end.isStopped })}`,
    );
    for (const { severity, file, message } of problems) this.#tell(`  ${severity} ${file}: ${message}`);
    const faults = problems.filter(({ message }) => /could not be (?:made|taken in, please)/.test(message));
    if (faults.length > 0) throw new BrokenPromise(faults.map(({ message }) => message).join('; '));
    if (end.isStopped) return this.#lookAtLog();
    return this.#look();
  }

  async #lookAtLog(): Promise<void> {
    const { events } = await this.#log.read(this.#desk.wire);
    this.#counts.events = events.length;
  }

  async #look(): Promise<void> {
    const wire = await this.#log.read(this.#desk.wire);
    this.#counts.events = wire.events.length;
    checkFeeds(this.#desk.feeds, {
      wire,
      newsroom: this.#newsroom,
      now: this.#desk.now,
      noticeDays: this.#noticeDays,
    });
    if (this.#chances.chance(0.25)) await this.#lookAgain();
    // Who knows old settings alone leaves the feeds that there are.
    if (this.#chances.chance(0.15) && !this.#areStale) checkSame(this.#desk.feeds, await this.#desk.rebuilt());
    this.#throwBroken();
  }

  /** A pass with nothing to do does nothing. */
  async #lookAgain(): Promise<void> {
    const before = this.#counts.events;
    const { writes } = this.#desk.disk;
    const end = await this.#desk.pass({ kind: 'well' }, new Set(), { settingsAreStale: this.#areStale });
    if (end.kind === 'failed') throw end.error;
    const { events } = await this.#log.read(this.#desk.wire);
    if (events.length > before) throw new BrokenPromise('a pass over nothing has made an event');
    if (this.#desk.disk.writes > writes) throw new BrokenPromise('a pass over nothing has written something');
  }

  async #mend(): Promise<void> {
    await this.#restart('in the end');
    await this.#pass({ kind: 'well' }, 'all');
    await this.#lookAgain();
    checkSame(this.#desk.feeds, await this.#desk.rebuilt());
  }

  #throwBroken(): void {
    const broken = this.#broken ?? this.#desk.disk.broken;
    if (broken !== undefined) throw broken;
  }

  #tell(line: string): void {
    this.#schedule.push(line);
  }
}
