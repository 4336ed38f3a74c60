/**
 * Writes documents into `feeds/`: each whole or not at all, and only where it differs from what lies there. A document
 * is written beside its place under a temporary name, synced with many others, and renamed into it: a reader never sees
 * half of it, not even after a power cut. Nothing is promised before `settle`; what a crash loses of it is made again.
 */
import { basename, dirname, join } from 'node:path';

import { CONTENT_CODINGS, type ContentCoding, FILE_SUFFIX } from '../http/content-codings.ts';
import { type ChangedDocuments, DocumentTally } from './changed-documents.ts';
import { type Coder, codeByNode } from './coder.ts';
import type { DocumentFolder } from './document-folder.ts';
import { type FeedsError, feedsError } from './feeds-error.ts';
import { inParallel, PARALLEL_MAX } from './in-parallel.ts';
import { type FileContent, type FileCopy, fileCalls, type FileCalls } from './file-calls.ts';
import { takeAwayLeftBehind, unfinishedName } from './left-behind.ts';
import { syncFileSystem } from './sync-file-system.ts';
import { type Given, type WaitingDocument, WaitingDocuments } from './waiting-documents.ts';

export type FolderOptions = {
  /** So many documents wait to take their places at most. */
  readonly batchMax: number;
  /** So many are synced each by itself, as they are written; for more one sync of the whole file system is cheaper. */
  readonly syncAllFrom: number;
  readonly files: FileCalls;
  /** Everything under a folder, at once; returns whether that can be done here. */
  readonly syncAll: (folder: string) => Promise<boolean>;
  readonly code: Coder;
};

const DEFAULTS: FolderOptions = {
  batchMax: 4_096,
  syncAllFrom: 128,
  files: fileCalls,
  syncAll: syncFileSystem,
  code: codeByNode,
};

const NOTHING_TO_MAKE = Promise.resolve(false);

export class FeedsFolder implements DocumentFolder {
  readonly #root: string;
  readonly #options: FolderOptions;
  /** Each lies under its temporary name. */
  readonly #waiting = new WaitingDocuments();
  /** Of those, a document in a content coding: nothing that is told of. */
  readonly #coded = new Set<string>();
  /** Of those, what is not on disk yet: by the files that they lie in, what they are called. */
  readonly #unsynced = new Map<string, string>();
  readonly #changed = new DocumentTally();
  /** Folders in which names have come or gone. */
  readonly #folders = new Set<string>();
  /** Folders that are there, or are being made; `true` for those that are new, so that nothing lies in them. */
  readonly #made = new Map<string, Promise<boolean>>();
  readonly #inFlight = new Map<string, Promise<void>>();
  #failure: FeedsError | undefined;

  constructor(root: string, options: Partial<FolderOptions> = {}) {
    this.#root = root;
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Before anything is written, where an earlier pass was cut off. */
  async recover(): Promise<void> {
    await this.#told('', takeAwayLeftBehind(this.#root, this.#options));
  }

  async put(path: string, bytes: Uint8Array, isCoded = false): Promise<void> {
    const given = this.#waiting.next('document');
    await this.#roomFor(path);
    this.#start(path, () => (isCoded ? this.#writeCoded(path, bytes, given) : this.#write(path, bytes, given)));
  }

  async putFolder(path: string, documents: ReadonlyMap<string, FileContent>): Promise<void> {
    if (documents.size === 0) return;
    const given = this.#waiting.next('folder');
    await this.#roomFor(path);
    this.#start(path, () => this.#writeFolder(path, documents, given));
  }

  async remove(path: string): Promise<void> {
    // What is being written may lie in it.
    await Promise.all(this.#inFlight.values());
    this.#throwFailure();
    this.#start(path, () => this.#remove(path));
    // Whoever looks there afterwards does not find it.
    await this.#inFlight.get(path);
  }

  async settle(): Promise<ChangedDocuments> {
    await this.#rename();
    const folders = [...this.#folders];
    this.#folders.clear();
    if (!(await this.#syncAll(folders.length))) {
      await inParallel(folders, (folder) => this.#options.files.sync(folder, 'sync'));
    }
    return this.#changed.take();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#inFlight.values());
    // Why the work failed is to be told, and not this besides: what stays is taken away by the next pass.
    await inParallel(this.#waiting.paths, (path) => this.#discard(path).catch(() => undefined));
  }

  /** One thing at a time for each path, and no more than so many for all. */
  async #roomFor(path: string): Promise<void> {
    await this.#inFlight.get(path);
    while (this.#inFlight.size >= PARALLEL_MAX) await Promise.race(this.#inFlight.values());
    this.#throwFailure();
    if (this.#waiting.files >= this.#options.batchMax) await this.#rename();
  }

  #start(path: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        this.#failure ??= feedsError(path, error);
      })
      .finally(() => this.#inFlight.delete(path));
    this.#inFlight.set(path, done);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #write(path: string, bytes: Uint8Array, given: Given): Promise<void> {
    const file = join(this.#root, path);
    const isNew = await this.#folder(dirname(file));
    const old = isNew ? undefined : await this.#options.files.stat(file);
    if (old?.size === bytes.byteLength && !this.#waiting.has(path) && (await this.#holds(file, bytes))) return;
    this.#waiting.add(path, [], given);
    await this.#writeNew(path, this.#temporary(path), bytes);
    if (old !== undefined) await this.#keepLastModifiedRising(this.#temporary(path), old.mtimeMs);
  }

  /** The first of them are synced while others are made: at the end there is less to wait for. */
  async #writeNew(path: string, file: string, content: FileContent, modifiedAt?: Date): Promise<void> {
    const isSynced = this.#waiting.files <= this.#options.syncAllFrom;
    if (!isSynced) this.#unsynced.set(file, path);
    await this.#options.files.write(file, content, { isSynced, modifiedAt });
  }

  /** Its codings take their places with it, and bear its date: servers make a validator of that. */
  async #writeCoded(path: string, bytes: Uint8Array, given: Given): Promise<void> {
    await this.#write(path, bytes, given);
    const isNew = this.#waiting.has(path);
    const place = isNew ? this.#temporary(path) : join(this.#root, path);
    const modifiedMs = await this.#modifiedAt(place);
    if (modifiedMs === undefined) throw new Error('it was taken away while it was written');
    const missing: ContentCoding[] = [];
    for (const coding of CONTENT_CODINGS) {
      const there = isNew ? undefined : await this.#modifiedAt(join(this.#root, path + FILE_SUFFIX[coding]));
      if (there !== modifiedMs) missing.push(coding);
    }
    if (missing.length === 0) return;
    for (const [coding, coded] of await this.#options.code(bytes, missing)) {
      const name = path + FILE_SUFFIX[coding];
      this.#coded.add(name);
      this.#waiting.add(name, [], given);
      await this.#writeNew(name, this.#temporary(name), coded, new Date(modifiedMs));
    }
  }

  /** What lies there under a name that is made of its content is what it says: no byte of it is read. */
  async #copy(path: string, content: FileCopy, given: Given): Promise<void> {
    const file = join(this.#root, path);
    const isNew = await this.#folder(dirname(file));
    if (!isNew && (await this.#options.files.exists(file))) return;
    this.#waiting.add(path, [], given);
    await this.#writeNew(path, this.#temporary(path), content);
  }

  async #writeFolder(path: string, documents: ReadonlyMap<string, FileContent>, given: Given): Promise<void> {
    const folder = join(this.#root, path);
    const isThere = !this.#waiting.has(path) && (await this.#options.files.exists(folder));
    if (!isThere && !this.#waiting.has(path)) {
      await this.#folder(dirname(folder));
      await this.#options.files.makeFolder(this.#temporary(path));
    }
    for (const [name, content] of documents) {
      if (!isThere) await this.#writeNew(`${path}/${name}`, join(this.#temporary(path), name), content);
      else if ('copyOf' in content) await this.#copy(`${path}/${name}`, content, given);
      else await this.#write(`${path}/${name}`, content, given);
    }
    if (!isThere) this.#waiting.add(path, [...documents.keys()], given);
  }

  /** What it was written for has not come to pass. */
  async #discard(path: string): Promise<void> {
    this.#waiting.delete(path);
    for (const file of this.#unsynced.keys()) if (isWithin(file, this.#temporary(path))) this.#unsynced.delete(file);
    await this.#options.files.remove(this.#temporary(path));
  }

  async #remove(path: string): Promise<void> {
    const file = join(this.#root, path);
    const codings = CONTENT_CODINGS.map((coding) => FILE_SUFFIX[coding]);
    for (const written of this.#waiting.paths.filter(
      (each) => isWithin(each, path) || codings.some((suffix) => each === path + suffix),
    ))
      await this.#discard(written);
    for (const folder of this.#folders) if (isWithin(folder, file)) this.#folders.delete(folder);
    for (const folder of this.#made.keys()) if (isWithin(folder, file)) this.#made.delete(folder);
    // A pass that was cut off may have taken away one and not the others.
    for (const name of [...codings.map((suffix) => file + suffix), file]) {
      if (!(await this.#options.files.exists(name))) continue;
      await this.#options.files.remove(name);
      this.#folders.add(dirname(file));
      if (name === file) this.#changed.add(path);
    }
  }

  async #folder(folder: string): Promise<boolean> {
    const making = this.#made.get(folder) ?? this.#makeFolder(folder);
    this.#made.set(folder, making);
    return making;
  }

  /** The name of a new folder is on disk only when the folder around it has been synced. */
  async #makeFolder(folder: string): Promise<boolean> {
    const first = await this.#options.files.makeFolders(folder);
    if (first === undefined) return false;
    for (let made = folder; made.length >= first.length; made = dirname(made)) this.#folders.add(dirname(made));
    return true;
  }

  /** All that was written takes its place, when its bytes are on disk: one after the other, in the order in which it was given. */
  async #rename(): Promise<void> {
    await Promise.all(this.#inFlight.values());
    this.#throwFailure();
    if (!(await this.#syncAll(this.#unsynced.size))) {
      await inParallel([...this.#unsynced], ([file, path]) =>
        this.#told(path, this.#options.files.sync(file, 'datasync')),
      );
    }
    this.#unsynced.clear();
    for (const turn of this.#waiting.turns()) {
      await inParallel(turn, async (documents) => {
        for (const document of documents) await this.#takePlace(document);
      });
    }
  }

  async #takePlace({ path, names }: WaitingDocument): Promise<void> {
    const file = join(this.#root, path);
    await this.#told(path, this.#options.files.rename(this.#temporary(path), file));
    this.#waiting.delete(path);
    this.#folders.add(dirname(file));
    // Something lies in it from now on.
    this.#made.set(dirname(file), NOTHING_TO_MAKE);
    const isCoding = this.#coded.delete(path);
    if (names.length > 0) this.#folders.add(file);
    else if (!isCoding) this.#changed.add(path);
    for (const name of names) this.#changed.add(`${path}/${name}`);
  }

  async #syncAll(count: number): Promise<boolean> {
    return count >= this.#options.syncAllFrom && this.#options.syncAll(this.#root);
  }

  async #told(path: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw feedsError(path, error);
    }
  }

  /** In whole milliseconds, as a file can be dated. */
  async #modifiedAt(file: string): Promise<number | undefined> {
    const found = await this.#options.files.stat(file);
    return found === undefined ? undefined : Math.floor(found.mtimeMs);
  }

  async #holds(file: string, bytes: Uint8Array): Promise<boolean> {
    return (await this.#options.files.read(file))?.equals(bytes) === true;
  }

  /**
   * Last-Modified has whole seconds (RFC 9110 §8.8.2): two documents within one second would look the same to a reader
   * who asks by date, so the later one moves to the next second.
   */
  async #keepLastModifiedRising(file: string, previousMs: number): Promise<void> {
    const nextSecondMs = (Math.floor(previousMs / 1000) + 1) * 1000;
    // By its own date: the clock may have passed the second since it was written, and file systems' lags behind it anyway.
    const modifiedMs = await this.#modifiedAt(file);
    if (modifiedMs === undefined || modifiedMs < nextSecondMs)
      await this.#options.files.date(file, new Date(nextSecondMs));
  }

  /** One pass at a time: what a killed one has left behind is written over by the next, or taken away. */
  #temporary(path: string): string {
    return join(this.#root, dirname(path), unfinishedName(basename(path)));
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
