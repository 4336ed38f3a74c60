/**
 * What takes the documents of `feeds/`. Nothing is promised before `settle`; then they take their places in the order in which
 * they were given, so what leads to others is given after them. Folders that follow each other may do so at one time.
 */
import type { ChangedDocuments } from './changed-documents.ts';
import type { FileContent } from './file-calls.ts';

/** Every `path` is relative to `feeds/`. A failure may be thrown by a later call; what has not taken its place when it is disposed of never will. */
export type DocumentFolder = AsyncDisposable & {
  /** Where it `isCoded`, it lies there in each content coding as well. Returns when there is room for the next. */
  put(path: string, bytes: Uint8Array, isCoded?: boolean): Promise<void>;
  /**
   * The documents of a folder, by their names, in order. A folder that is new takes its place as a whole, which spares a file system
   * most of its work; in one that is there already each document takes its own.
   */
  putFolder(path: string, documents: ReadonlyMap<string, FileContent>): Promise<void>;
  /** Nothing lies there afterwards; a folder goes with all that is in it, a document with its codings. */
  remove(path: string): Promise<void>;
  /** The same, when all has its place and nothing leads there any more. What is put there meanwhile stays. */
  removeAfterwards(path: string): Promise<void>;
  /** Everything is in its place and stays there. Returns what has changed on disk since the last time. */
  settle(): Promise<ChangedDocuments>;
};
