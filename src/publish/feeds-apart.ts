/**
 * Writes documents in a thread of its own: it codes and writes one while the thread that publishes makes the next. That thread
 * stays from one pass of a running desk to the next. What that saves and costs: docs/performance.md.
 */
import { type AskedThread, startThread, threadModule } from '../threads/asked-thread.ts';
import { type ChangedDocuments, NO_DOCUMENTS } from './changed-documents.ts';
import type { DocumentFolder } from './document-folder.ts';
import { FeedsError } from './feeds-error.ts';
import type { FileContent } from './file-calls.ts';
import { OnTheirWay } from './on-their-way.ts';

export type FeedsApart = AsyncDisposable & {
  /** For one pass, and one at a time. */
  open(): DocumentFolder;
};

export type FeedsTalk = {
  readonly given: { readonly feedsFolder: string };
  readonly question:
    | { readonly kind: 'put'; readonly path: string; readonly bytes: Uint8Array; readonly isCoded: boolean }
    | { readonly kind: 'putFolder'; readonly path: string; readonly documents: ReadonlyMap<string, FileContent> }
    | { readonly kind: 'remove' | 'removeAfterwards'; readonly path: string }
    | { readonly kind: 'settle' | 'end' };
  readonly answer: ChangedDocuments | undefined;
};

const THREAD = threadModule('feeds-worker', import.meta.url);

/** So many documents are on their way at most. */
const ON_THEIR_WAY_MAX = 16;

/** Of short-lived objects, of which it makes few. */
const YOUNG_GENERATION_MEGABYTES = 4;

export function writeFeedsApart(feedsFolder: string): FeedsApart {
  let thread: AskedThread<FeedsTalk> | undefined;

  function start(): AskedThread<FeedsTalk> {
    return startThread<FeedsTalk>(THREAD, {
      given: { feedsFolder },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
      refused: (message) => new FeedsError(message),
      lost: (cause) => new FeedsError('feeds/ cannot be written: the thread that writes it has ended', { cause }),
    });
  }

  return {
    open() {
      // After one that has ended the next pass has a new one.
      if (thread === undefined || thread.hasEnded) thread = start();
      return folderOf(thread);
    },
    [Symbol.asyncDispose]: async () => thread?.end(),
  };
}

function folderOf(thread: AskedThread<FeedsTalk>): DocumentFolder {
  const onTheirWay = new OnTheirWay(ON_THEIR_WAY_MAX);
  const send = (question: FeedsTalk['question']): Promise<void> => onTheirWay.begin(() => thread.ask(question));
  return {
    put: (path, bytes, isCoded = false) => send({ kind: 'put', path, bytes, isCoded }),
    putFolder: (path, documents) => send({ kind: 'putFolder', path, documents }),
    async remove(path) {
      await send({ kind: 'remove', path });
      // Who looks at the folder afterwards is not to find it there.
      await onTheirWay.all();
    },
    removeAfterwards: (path) => send({ kind: 'removeAfterwards', path }),
    async settle() {
      await onTheirWay.all();
      return (await thread.ask({ kind: 'settle' })) ?? NO_DOCUMENTS;
    },
    [Symbol.asyncDispose]: async () => {
      await onTheirWay.ended();
      // What it has begun and not settled is taken away; by a thread that is gone the next pass writes over it.
      await thread.ask({ kind: 'end' }).catch((error: unknown) => {
        if (!thread.hasEnded) throw error;
      });
    },
  };
}
