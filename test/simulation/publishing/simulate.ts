/** One seed, one schedule of a newsroom, its desk and their misfortunes; in the end all is well again, and looked at. */
import type { Pass, Scope } from '../../../src/publish/publish-pass.ts';
import { StoriesError } from '../../../src/publish/story-files.ts';
import { dice, type Dice } from '../random.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Simulation } from '../simulation.ts';
import { SimulatedDesk } from './desk.ts';
import { edit } from './editing.ts';
import { filedFate, someFate } from './fates.ts';
import { checkFiles } from './files-taken.ts';
import { actInBetween } from './in-between.ts';
import { ItemsTaken } from './items-taken.ts';
import { Leads } from './leads.ts';
import type { Fate } from './life.ts';
import { Newsroom } from './newsroom.ts';
import { PicturesTaken } from './pictures-taken.ts';
import { checkFeeds, checkSame, checkShown, LogReader } from './promises.ts';
import { Sender } from './sender.ts';
import { SettingsShown } from './settings-shown.ts';
import { someSettings, type Settings, withOneChanged } from './settings.ts';
import { toldIn } from './told.ts';
import { trusted } from '../../publish/trusted.ts';
import { wordsIn } from './words.ts';

const START = Date.UTC(2040, 5, 4, 9);
const STEPS = 16;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Of the desk itself; what a picture's own disk does costs that picture, and is told so. */
function isFault(message: string): boolean {
  return /could not be (?:made|taken in, please)/.test(message) && !message.includes('in wire/pictures/ (');
}

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
  readonly #sender: Sender;
  readonly #items: ItemsTaken;
  readonly #pictures: PicturesTaken;
  readonly #log: LogReader;
  readonly #leads: Leads;
  /** How much of all that is filed another system sends. */
  readonly #sent: number;
  /** What is not as it was when the pass under way began. */
  readonly #touched = new Set<string>();
  readonly #saved = new Set<string>();
  #noticeDays = 1;
  #settings: Settings | undefined;
  #former: Settings | undefined;
  /** wiredesk.yaml has changed since the process read it. */
  #areStale = false;
  readonly #shown = new SettingsShown();
  #broken: BrokenPromise | undefined;

  constructor(seed: number) {
    this.#seed = seed;
    this.#chances = dice(seed);
    this.#desk = new SimulatedDesk(START, seed, {
      written: (path, bytes) => this.#censor(path, bytes),
      placed: (path) => {
        this.#broken ??= this.#leads.follow(path, this.#desk.filed.hasFailed);
      },
      removed: (path) => this.#leads.noteTakenAway(path),
    });
    this.#leads = new Leads(this.#desk.feeds);
    this.#newsroom = new Newsroom(this.#desk.stories, START);
    this.#sender = new Sender(this.#newsroom, this.#chances);
    this.#items = new ItemsTaken(this.#newsroom, this.#sender);
    this.#pictures = new PicturesTaken(this.#newsroom, this.#sender);
    this.#log = new LogReader(this.#newsroom, this.#items);
    this.#sent = this.#chances.pick([0, 0, 0.3, 0.7]);
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
    for (const picture of this.#newsroom.pictures.namedIn(isCoded ? path : Buffer.concat([Buffer.from(path), bytes]))) {
      if (this.#newsroom.mayShowPicture(picture)) continue;
      this.#broken ??= new BrokenPromise(`${path} is written with the address of the picture ${picture.word}`);
    }
  }

  async all(): Promise<void> {
    this.#configure();
    await this.#start();
    if (this.#chances.chance(0.4)) await this.#trust();
    for (let step = 1; step <= STEPS; step += 1) await this.#step();
    await this.#mend();
  }

  async #step(): Promise<void> {
    const chances = this.#chances;
    this.#counts.steps += 1;
    this.#passTime();
    if (chances.chance(0.08)) await this.#trust();
    if (chances.chance(0.17)) this.#configure();
    if (chances.chance(0.12)) await this.#restart('an orderly restart');
    for (let count = chances.below(4); count > 0; count -= 1) {
      const fate = chances.chance(0.15) ? someFate(chances, 20) : ({ kind: 'well' } as const);
      const {
        told,
        saved = [],
        hasDied = false,
      } = await edit({
        desk: this.#desk,
        newsroom: this.#newsroom,
        sender: this.#sender,
        sent: this.#sent,
        chances,
        fate,
      });
      this.#tell(told);
      for (const path of saved) this.#saved.add(path);
      // What an act has let out is out.
      await (hasDied ? this.#crashed() : this.#lookAtLog());
    }
    if (chances.chance(0.5)) this.#desk.filed.mend();
    const fate = chances.chance(0.45) ? someFate(chances, chances.pick([15, 60, 200, 600])) : this.#filedFate();
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
    const settings = this.#otherSettings();
    this.#former = before;
    this.#settings = settings;
    const { yaml } = settings;
    this.#desk.configure(yaml);
    this.#areStale = true;
    this.#tell(`wiredesk.yaml is written: ${yaml.trim().split('\n').slice(2).join('; ')}`);
  }

  /** Often what was tried is taken back. */
  #otherSettings(): Settings {
    const chances = this.#chances;
    if (this.#former !== undefined && chances.chance(0.4)) return this.#former;
    return this.#settings !== undefined && chances.chance(0.6)
      ? withOneChanged(this.#settings, chances)
      : someSettings(chances);
  }

  async #start(): Promise<void> {
    await this.#desk.start();
    this.#areStale = false;
    this.#noticeDays = this.#settings?.noticeDays ?? this.#noticeDays;
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

  #filedFate(): Fate {
    const between = { newsroom: this.#newsroom, chances: this.#chances, touched: this.#touched, now: this.#desk.now };
    return filedFate(this.#chances, (path) => this.#tell(`  meanwhile ${actInBetween(path, between)}`));
  }

  async #pass(fate: Fate, scope: Scope, rebuild = false): Promise<void> {
    this.#touched.clear();
    this.#leads.forget();
    const end = await this.#desk.pass(fate, scope, { rebuild, settingsAreStale: this.#areStale });
    this.#counts.passes += 1;
    const { met } = this.#desk.filed;
    const told = `pass over ${scope === 'all' ? scope : `[${[...scope].join(', ')}]`}, ${JSON.stringify(fate)}${met === undefined ? '' : ` at ${met.call} ${met.path}`}`;
    this.#throwBroken();
    if (end.kind === 'died') {
      this.#tell(`${told}: died at ${this.#desk.life.met ?? '?'}`);
      return this.#crashed();
    }
    if (end.kind === 'failed') {
      this.#counts.failures += 1;
      this.#tell(`${told}: failed, ${end.error.message}`);
      if (!this.#mayFail(fate, end.error)) throw end.error;
      // Nothing but the folder is at fault then.
      if (end.error instanceof StoriesError && ['well', 'filed'].includes(fate.kind)) await this.#lookAtShown();
      return this.#lookAtLog();
    }
    if (end.isStopped) this.#counts.stops += 1;
    const { new: added, updated, killed, held, problems, documentCount } = end.pass;
    this.#tell(
      `${told}: ${JSON.stringify({ added, updated, killed, held: held.map(({ path }) => path), documentCount, isStopped: end.isStopped })}`,
    );
    for (const { severity, file, message } of problems) this.#tell(`  ${severity} ${file}: ${message}`);
    const faults = problems.filter(({ message }) => isFault(message));
    if (faults.length > 0) throw new BrokenPromise(faults.map(({ message }) => message).join('; '));
    if (end.isStopped) return this.#lookAtLog();
    return this.#look(end.pass, scope);
  }

  #mayFail({ kind }: Fate, error: Error): boolean {
    if (kind !== 'well' && kind !== 'stop' && kind !== 'filed') return true;
    // The folder itself; all else costs itself alone.
    return error.message.startsWith('stories/ cannot be read: ') && this.#desk.filed.hasFailed;
  }

  async #lookAtShown(): Promise<void> {
    checkShown(this.#desk.feeds, { wire: await this.#log.read(this.#desk.wire), newsroom: this.#newsroom });
  }

  async #lookAtLog(): Promise<void> {
    const { events } = await this.#log.read(this.#desk.wire);
    this.#counts.events = events.length;
  }

  async #look(pass: Pass, scope: Scope): Promise<void> {
    const wire = await this.#log.read(this.#desk.wire);
    const isSeen = (path: string): boolean => (scope === 'all' || scope.has(path)) && !this.#touched.has(path);
    const { words } = this.#log;
    await checkFiles({ pass, newsroom: this.#newsroom, wire: this.#desk.wire, words, isSeen });
    this.#items.check(pass, wire.newest, isSeen);
    this.#leads.check(wire.newest);
    await this.#pictures.check(this.#desk.wire, { pass, now: this.#desk.now, words, isSeen });
    this.#counts.events = wire.events.length;
    const tree = checkFeeds(this.#desk.feeds, {
      pass,
      wire,
      newsroom: this.#newsroom,
      now: this.#desk.now,
      noticeDays: this.#noticeDays,
    });
    const { newest } = wire;
    if (this.#settings !== undefined && !this.#areStale)
      this.#shown.check(tree, { settings: this.#settings, newest, now: this.#desk.now });
    const { hasFailed } = this.#desk.filed;
    // A picture that could not be copied is tried again, and a story whose embargo has ended waits for its file.
    const isDone = !pass.problems.some(({ message }) => /wire\/pictures\/|when it can be looked at/.test(message));
    if (isDone && this.#chances.chance(0.25)) await this.#lookAgain();
    if (scope === 'all' && !hasFailed && this.#chances.chance(0.2)) await this.#readAgain(pass);
    // Who knows old settings alone leaves the feeds that there are.
    if (isDone && this.#chances.chance(0.15) && !this.#areStale && !this.#desk.filed.isBroken)
      checkSame(this.#desk.feeds, await this.#desk.rebuilt());
    this.#throwBroken();
  }

  /**
   * What has been taken in is not read again: a pass costs what has changed. An item that lies in two files may have gone from
   * one to the other meanwhile, where a pass had died between: that is read once more.
   */
  async #readAgain(first: Pass): Promise<void> {
    const again = () => this.#desk.pass({ kind: 'well' }, 'all', { settingsAreStale: this.#areStale });
    await again();
    const end = await again();
    if (end.kind !== 'done') return;
    const { read } = end.pass;
    const { count } = toldIn(first);
    if (read > count) throw new BrokenPromise(`${read} files were read again, and ${count} had been told of`);
    await this.#lookAtLog();
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
    this.#desk.filed.mend();
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
