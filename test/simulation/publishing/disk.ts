/**
 * The disk below `feeds/`: what a program wrote stands there at once, and is kept through a power cut only when it was synced:
 * bytes by their file, names by their folder. Nothing here waits for a real disk.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { FileCalls, FileContent } from '../../../src/publish/file-calls.ts';
import { fileCallsAtOnce } from '../../../src/publish/file-calls-at-once.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Life } from './life.ts';
import type { Dice } from '../random.ts';

/** A change of a name that a power cut undoes. */
type Change = { path: string; readonly undo: (path: string) => void };

/** Paths are relative to `feeds/`. */
export type DiskWatch = {
  /** Before it lies there, under whatever name. */
  readonly written: (path: string, bytes: Uint8Array) => void;
  /** When it has taken its place. */
  readonly placed: (path: string) => void;
  /** When it has gone from there. */
  readonly removed: (path: string) => void;
};

export class Disk {
  readonly feeds: string;
  readonly #attic: string;
  readonly #watch: DiskWatch;
  #changes: Change[] = [];
  readonly #unsynced = new Set<string>();
  #kept = 0;
  writes = 0;
  /** Whoever calls would take it for a fault of the disk. */
  broken: BrokenPromise | undefined;

  /** `attic` is a folder for what a power cut brings back. */
  constructor(feeds: string, attic: string, watch: DiskWatch) {
    this.feeds = feeds;
    this.#attic = attic;
    this.#watch = watch;
    mkdirSync(attic, { recursive: true });
  }

  /** What was not synced may be gone. */
  cutPower(chances: Dice): void {
    const from = chances.below(this.#changes.length + 1);
    for (const change of this.#changes.splice(from).toReversed()) change.undo(change.path);
    this.#changes = [];
    for (const file of this.#unsynced) {
      if (!existsSync(file) || chances.chance(0.4)) continue;
      if (!isTemporary(relative(this.feeds, file))) {
        throw new BrokenPromise(`${relative(this.feeds, file)} has its name before its bytes are on disk`);
      }
      truncateSync(file, Math.floor(statSync(file).size / 2));
    }
    this.#unsynced.clear();
  }

  syncAllIn(life: Life): (folder: string) => Promise<boolean> {
    return (folder) =>
      life.onDisk({
        label: `sync -f ${folder}`,
        do: () => {
          this.#changes = [];
          this.#unsynced.clear();
          return Promise.resolve(true);
        },
      });
  }

  callsIn(life: Life): FileCalls {
    const told = (call: string, path: string): string => `${call} ${relative(this.feeds, path)}`;
    const calls = fileCallsAtOnce;
    return {
      exists: (file) => life.onDisk({ label: told('exists', file), do: () => calls.exists(file) }),
      stat: (file) => life.onDisk({ label: told('stat', file), do: () => calls.stat(file) }),
      read: (file) => life.onDisk({ label: told('read', file), do: () => calls.read(file) }),
      list: (folder) => life.onDisk({ label: told('list', folder), do: () => calls.list(folder) }),
      date: (file, at) => life.onDisk({ label: told('date', file), do: () => calls.date(file, at) }),
      makeFolder: (folder) =>
        life.onDisk({ label: told('mkdir', folder), takesRoom: true, do: () => this.#makeFolder(folder) }),
      makeFolders: (folder) =>
        life.onDisk({ label: told('mkdir -p', folder), takesRoom: true, do: () => this.#makeFolders(folder) }),
      write: (file, content, { isSynced, modifiedAt }) =>
        life.onDisk({
          label: told('write', file),
          takesRoom: true,
          do: () => this.#write(file, content, isSynced, modifiedAt),
          doHalf: () => this.#writeHalf(file, content),
        }),
      sync: (path, how) => life.onDisk({ label: told(how, path), do: () => this.#sync(path) }),
      rename: (from, to) => life.onDisk({ label: told('rename to', to), do: () => this.#rename(from, to) }),
      remove: (path) => life.onDisk({ label: told('remove', path), do: () => this.#remove(path) }),
    };
  }

  async #write(file: string, content: FileContent, isSynced: boolean, modifiedAt?: Date): Promise<void> {
    this.#look(file, content);
    this.writes += 1;
    if (!existsSync(file)) this.#note(file, gone);
    await fileCallsAtOnce.write(file, content, { isSynced: false, modifiedAt });
    if (isSynced) this.#unsynced.delete(file);
    else this.#unsynced.add(file);
  }

  #writeHalf(file: string, content: FileContent): void {
    this.#look(file, content);
    if (!existsSync(file)) this.#note(file, gone);
    const bytes = bytesOf(content);
    writeFileSync(file, bytes.subarray(0, bytes.byteLength / 2));
  }

  #look(file: string, content: FileContent): void {
    this.#watch.written(relative(this.feeds, file), bytesOf(content));
  }

  async #makeFolder(folder: string): Promise<void> {
    this.#watch.written(relative(this.feeds, folder), new Uint8Array());
    await fileCallsAtOnce.makeFolder(folder);
    this.#note(folder, gone);
  }

  async #makeFolders(folder: string): Promise<string | undefined> {
    this.#watch.written(relative(this.feeds, folder), new Uint8Array());
    const first = await fileCallsAtOnce.makeFolders(folder);
    if (first === undefined) return undefined;
    for (let made = folder; made.length >= first.length; made = dirname(made)) {
      this.#note(made, gone);
    }
    return first;
  }

  #sync(path: string): Promise<void> {
    if (!statSync(path).isDirectory()) this.#unsynced.delete(path);
    else this.#changes = this.#changes.filter((change) => dirname(change.path) !== path);
    return Promise.resolve();
  }

  async #rename(from: string, to: string): Promise<void> {
    const old = existsSync(to) && !lstatSync(to).isDirectory() ? this.#keep(to) : undefined;
    if (old !== undefined) this.#checkDate(relative(this.feeds, to), old, from);
    await fileCallsAtOnce.rename(from, to);
    this.#watch.placed(relative(this.feeds, to));
    for (const file of [...this.#unsynced].filter((each) => isWithin(each, from))) {
      this.#unsynced.delete(file);
      this.#unsynced.add(to + file.slice(from.length));
    }
    for (const change of this.#changes)
      if (change.path.startsWith(`${from}/`)) change.path = to + change.path.slice(from.length);
    this.#note(to, () => {
      if (existsSync(to)) renameSync(to, from);
      if (old !== undefined) writeBack(old, to);
    });
  }

  /** A reader asks by Last-Modified, which has whole seconds: another document has another. */
  #checkDate(path: string, old: Kept, from: string): void {
    // A coding bears the date of its document, which is looked at by itself.
    if (/\.(?:br|gz|zst)$/.test(path)) return;
    const changed = statSync(from);
    const isSame = readFileSync(from).equals(old.bytes);
    if (!isSame && Math.floor(changed.mtimeMs / 1000) <= Math.floor(old.modifiedMs / 1000)) {
      this.broken ??= new BrokenPromise(`${path} has changed and bears the date that it had`);
    }
  }

  #keep(file: string): Kept {
    return { bytes: readFileSync(file), modifiedMs: statSync(file).mtimeMs };
  }

  #remove(path: string): Promise<void> {
    if (!existsSync(path)) return Promise.resolve();
    this.#kept += 1;
    const kept = join(this.#attic, String(this.#kept));
    renameSync(path, kept);
    this.#watch.removed(relative(this.feeds, path));
    this.#note(path, () => {
      if (existsSync(dirname(path)) && !existsSync(path)) renameSync(kept, path);
    });
    return Promise.resolve();
  }

  #note(path: string, undo: Change['undo']): void {
    this.#changes.push({ path, undo });
  }
}

function gone(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

type Kept = { readonly bytes: Buffer; readonly modifiedMs: number };

function writeBack({ bytes, modifiedMs }: Kept, to: string): void {
  if (!existsSync(dirname(to))) return;
  writeFileSync(to, bytes);
  void fileCallsAtOnce.date(to, new Date(modifiedMs));
}

function bytesOf(content: FileContent): Uint8Array {
  return 'copyOf' in content ? readFileSync(content.copyOf) : content;
}

export function isTemporary(path: string): boolean {
  return path.split('/').some((name) => /^\..*\.tmp$/.test(name));
}
