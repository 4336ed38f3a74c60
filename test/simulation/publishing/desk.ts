/** The desk under simulation: its folder, its disk, its clock, and the process that publishes, which dies and comes again. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';

import { readConfig } from '../../../src/config/read-config.ts';
import type { OpenDesk } from '../../../src/desk/open-desk.ts';
import { passContextOf } from '../../../src/desk/run-pass.ts';
import type { Format } from '../../../src/formats/format.ts';
import { formats } from '../../../src/formats/index.ts';
import type { Coder } from '../../../src/publish/coder.ts';
import { fileCallsAtOnce } from '../../../src/publish/file-calls-at-once.ts';
import { FeedsFolder } from '../../../src/publish/feeds-folder.ts';
import {
  publishPass,
  takingContext,
  type Pass,
  type PassContext,
  type Scope,
} from '../../../src/publish/publish-pass.ts';
import type { ApartWriter } from '../../../src/publish/stories-apart.ts';
import { writeStoriesHere } from '../../../src/publish/story-writer.ts';
import type { TakingContext } from '../../../src/publish/take-file.ts';
import { openSqliteStore } from '../../../src/wire/sqlite.ts';
import type { Store } from '../../../src/wire/store.ts';
import { dice, type Dice } from '../random.ts';
import { Disk, type DiskWatch } from './disk.ts';
import { FiledDisk } from '../../support/filed-disk.ts';
import { Life, storeIn, type Fate } from './life.ts';

/** Whatever lies beyond a limit is to happen all the time. */
const ARCHIVE_STORIES = 3;
const LIMITS = { storiesAtOnce: 2, eventsAtOnce: 2, sitemapUrls: 2, keptItemBytes: 20_000 } as const;
const MANY_STORIES = 3;

/** All are written in the same way, and take most of the time: most desks have those that are looked into, and one more. */
function someFormats(all: readonly Format[], chances: Dice): readonly Format[] {
  if (chances.chance(0.1)) return all;
  const other = chances.pick(all);
  return all.filter((format) => format === other || format.name === 'rss' || format.story?.fileName === 'index.html');
}

/** No file beside the wire. */
const KEY = Buffer.alloc(32, 7).toString('base64');

export type PassEnd =
  | { readonly kind: 'done'; readonly pass: Pass; readonly isStopped: boolean }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'died' };

export class SimulatedDesk {
  readonly root: string;
  readonly feeds: string;
  readonly stories: string;
  readonly disk: Disk;
  /** Where others have their hands in. */
  readonly filed: FiledDisk;
  now: number;
  #life = new Life();
  #open: { readonly desk: OpenDesk; readonly wire: Store } | undefined;
  readonly #chances: Dice;
  readonly #formats: readonly Format[];

  constructor(start: number, seed: number, watch: DiskWatch) {
    this.root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'wiredesk-passes-'));
    this.feeds = join(this.root, 'feeds');
    this.stories = join(this.root, 'stories');
    this.now = start;
    this.#chances = dice(seed ^ 0x5eed);
    this.#formats = someFormats(formats, this.#chances);
    this.filed = new FiledDisk(this.stories, join(this.root, 'wire', 'pictures'));
    this.disk = new Disk(this.feeds, join(this.root, 'attic'), watch);
    mkdirSync(join(this.root, 'wire'));
  }

  configure(settings: string): void {
    writeFileSync(join(this.root, 'wiredesk.yaml'), settings);
  }

  /** A process of its own, with the settings as they are now. */
  async start(): Promise<void> {
    const config = await readConfig(this.root);
    const wire = await openWire(config.folders.store);
    this.#life = new Life();
    const store = storeIn(this.#life, wire);
    const desk = { ...config, store, [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose]() };
    this.#open = { desk, wire };
  }

  async end(): Promise<void> {
    // What has died has rolled back.
    await setImmediate();
    await this.#open?.wire[Symbol.asyncDispose]();
    this.#open = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    this.filed[Symbol.dispose]();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** As whoever looks from outside sees it: no call of theirs fails. */
  get wire(): Store {
    return this.opened.wire;
  }

  get opened(): { readonly desk: OpenDesk; readonly wire: Store } {
    if (this.#open === undefined) throw new Error('no process runs');
    return this.#open;
  }

  get life(): Life {
    return this.#life;
  }

  clock = (): Date => new Date(this.now);

  async pass(
    fate: Fate,
    scope: Scope,
    options: { rebuild?: boolean; settingsAreStale?: boolean } = {},
  ): Promise<PassEnd> {
    const signal = this.#life.meet(fate);
    if (fate.kind === 'filed') this.filed.meet(fate.mishap, fate.somebody);
    else this.filed.meet(undefined, () => undefined);
    const { rebuild = false, ...others } = options;
    return this.#outcome(fate, async () => {
      const pass = await publishPass({ ...this.#context(), signal, ...others }, scope, rebuild);
      return { kind: 'done', pass, isStopped: signal.aborted };
    });
  }

  /** Something that the process does beside its passes. */
  async doing(
    fate: Fate,
    act: (taking: TakingContext, desk: OpenDesk) => Promise<unknown>,
  ): Promise<Exclude<PassEnd, { kind: 'done' }> | undefined> {
    this.#life.meet(fate);
    const end = await this.#outcome(fate, async () => {
      await act(takingContext(this.#context()), this.opened.desk);
      return undefined;
    });
    return end;
  }

  async #outcome<End>(fate: Fate, act: () => Promise<End>): Promise<End | Exclude<PassEnd, { kind: 'done' }>> {
    try {
      return await Promise.race([act(), this.#life.death]);
    } catch (error) {
      if (this.#life.isOver) {
        if (fate.kind === 'crash' && fate.cutsPower) this.disk.cutPower(this.#chances);
        return { kind: 'died' };
      }
      return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
    } finally {
      this.#life.rest();
      this.filed.rest();
    }
  }

  #context(): PassContext {
    const { desk } = this.opened;
    const all = passContextOf(desk);
    return {
      ...all,
      formats: this.#formats,
      siteDocuments: all.siteDocuments.filter(({ fileName }) => !/^(?:assets|subscribe)\//.test(fileName)),
      patienceMs: 0,
      now: this.clock,
      limits: LIMITS,
      feedsApart: { open: () => this.#folder() },
      feedsHere: () => this.#folder(),
      storiesApartFrom: MANY_STORIES,
      storiesApart: (context) => this.#writerApart(context),
    };
  }

  #folder(): FeedsFolder {
    return new FeedsFolder(this.feeds, {
      files: this.disk.callsIn(this.#life),
      syncAll: this.disk.syncAllIn(this.#life),
      code: quickly,
      batchMax: this.#chances.pick([3, 12, 4_096]),
      syncAllFrom: this.#chances.pick([2, 8, 20, 4_096]),
    });
  }

  /** As the thread for many stories does it. */
  #writerApart(context: Parameters<typeof writeStoriesHere>[0]): ApartWriter {
    const folder = this.#folder();
    const writer = writeStoriesHere(context, folder);
    return {
      hasRoom: () => this.#chances.chance(0.7),
      write: (version, related) => writer.write(version, related),
      settle: async () => ({ ...(await writer.settle()), ...(await folder.settle()) }),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  }

  /** What the same wire makes of an empty folder, by settings as this process has them. */
  async rebuilt(): Promise<string> {
    const { desk } = this.opened;
    const again = join(this.root, 'again');
    rmSync(again, { recursive: true, force: true });
    mkdirSync(again);
    const copied = join(again, 'wire.sqlite');
    copyWire(desk.folders.store, copied);
    const store = await openWire(copied);
    const feedsFolder = join(again, 'feeds');
    try {
      const context: PassContext = {
        ...this.#context(),
        store,
        feedsFolder,
        storiesApartFrom: Infinity,
        feedsApart: { open: () => unsynced(feedsFolder) },
        feedsHere: () => unsynced(feedsFolder),
      };
      await publishPass(context, new Set(), true);
    } finally {
      await store[Symbol.asyncDispose]();
    }
    return feedsFolder;
  }
}

/** One that nobody looks at after a power cut. */
function unsynced(feedsFolder: string): FeedsFolder {
  const files = { ...fileCallsAtOnce, sync: () => Promise.resolve() };
  return new FeedsFolder(feedsFolder, { files, syncAll: () => Promise.resolve(true), syncAllFrom: 0, code: quickly });
}

function openWire(file: string): Promise<Store> {
  return openSqliteStore(file, { key: KEY, archiveStories: ARCHIVE_STORIES });
}

function copyWire(from: string, to: string): void {
  const database = new DatabaseSync(from);
  try {
    database.exec(`VACUUM INTO '${to}'`);
  } finally {
    database.close();
  }
}

/** In the same codings as a desk, as fast as they go. */
const quickly: Coder = (bytes, codings) =>
  Promise.resolve(
    new Map(
      codings.map((coding) => {
        if (coding === 'gzip') return [coding, gzipSync(bytes, { level: 0 })];
        if (coding === 'zstd')
          return [coding, zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: -7 } })];
        const params = { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 10 };
        return [coding, brotliCompressSync(bytes, { params })];
      }),
    ),
  );
