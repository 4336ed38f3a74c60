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
import { keepLastModifiedRising, lastModifiedMs } from './last-modified.ts';
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

const codingSuffixes = CONTENT_CODINGS.map((coding) => FILE_SUFFIX[coding]);

export class FeedsFolder implements DocumentFolder {
  readonly #root: string;
  readonly #options: FolderOptions;
  /** Each lies under its temporary name. */
  readonly #waiting = new WaitingDocuments();
  /** Of those, a document in a content coding: nothing that is told of. */
  readonly #coded = new Set<string>();
  /** Of those, what is not on disk yet: by the files that they lie in, what they are called. */
  readonly #unsynced = new Map<string, string>();
  /** What goes when all has its place. */
  readonly #former = new Set<string>();
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
    this.#former.delete(path);
    const given = this.#waiting.next('document');
    await this.#roomFor(path);
    this.#start(path, () => (isCoded ? this.#writeCoded(path, bytes, given) : this.#write(path, bytes, given)));
  }

  async putFolder(path: string, documents: ReadonlyMap<string, FileContent>): Promise<void> {
    if (documents.size === 0) return;
    for (const name of documents.keys()) this.#former.delete(`${path}/${name}`);
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

  removeAfterwards(path: string): Promise<void> {
    this.#former.add(path);
    return Promise.resolve();
  }

  async settle(): Promise<ChangedDocuments> {
    await this.#rename();
    for (const path of this.#former) {
      this.#former.delete(path);
      await this.#told(path, this.#takeAway(path));
    }
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
    if (old !== undefined) await keepLastModifiedRising(this.#temporary(path), old.mtimeMs, this.#options.files);
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
    const modifiedMs = await lastModifiedMs(place, this.#options.files);
    if (modifiedMs === undefined) throw new Error('it was taken away while it was written');
    const missing: ContentCoding[] = [];
    for (const coding of CONTENT_CODINGS) {
      const there = isNew
        ? undefined
        : await lastModifiedMs(join(this.#root, path + FILE_SUFFIX[coding]), this.#options.files);
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
    for (const written of this.#waiting.paths.filter(
      (each) => isWithin(each, path) || codingSuffixes.some((suffix) => each === path + suffix),
    ))
      await this.#discard(written);
    for (const folder of this.#folders) if (isWithin(folder, file)) this.#folders.delete(folder);
    for (const folder of this.#made.keys()) if (isWithin(folder, file)) this.#made.delete(folder);
    for (const former of this.#former) if (isWithin(former, path)) this.#former.delete(former);
    await this.#takeAway(path);
  }

  async #takeAway(path: string): Promise<void> {
    const file = join(this.#root, path);
    // A pass that was cut off may have taken away one and not the others.
    for (const name of [...codingSuffixes.map((suffix) => file + suffix), file]) {
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

  async #holds(file: string, bytes: Uint8Array): Promise<boolean> {
    return (await this.#options.files.read(file))?.equals(bytes) === true;
  }

  /** One pass at a time: what a killed one has left behind is written over by the next, or taken away. */
  #temporary(path: string): string {
    return join(this.#root, dirname(path), unfinishedName(basename(path)));
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
