/**
 * Writes the folders of stories in a thread of its own, with the formats of `formats/index.ts`: while it makes documents, the
 * thread that publishes puts the next stories into their feeds. What that saves and costs: docs/performance.md.
 */
import { Worker } from 'node:worker_threads';

import type { RelatedStories } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import type { PictureShelf } from '../wire/picture-shelf.ts';
import { type ChangedDocuments, NO_DOCUMENTS } from './changed-documents.ts';
import { FeedsError } from './feeds-error.ts';
import type { StoryContext } from './story-documents.ts';
import type { StoryWriter } from './story-writer.ts';

type ApartContext = Pick<StoryContext, 'desk' | 'feedsFolder'> & {
  readonly pictures: Pick<PictureShelf, 'folder'>;
};

export type ThreadContext = { readonly desk: Desk; readonly feedsFolder: string; readonly picturesFolder: string };

export type ApartWriter = StoryWriter & {
  /** Whether it takes a story at once. */
  hasRoom(): boolean;
};

export type StoryOnItsWay = { readonly version: StoryVersion; readonly related: RelatedStories };

/** `story` is a `StoryOnItsWay` as text: a third of what it costs to hand over its objects. */
export type StoryOrder = { readonly id: number } & (
  | { readonly kind: 'write'; readonly story: string }
  | { readonly kind: 'settle' | 'end' }
);

export type StoryAnswer = {
  readonly id: number;
  readonly problems?: readonly Problem[];
  readonly changed?: ChangedDocuments;
  /** Why it could not be written. */
  readonly refusal?: string;
};

/** As the source runs as it is, or as a release has it. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? 'stories-worker.ts' : 'stories-worker.js', import.meta.url);

/** So many stories are on their way at most. */
const ON_THEIR_WAY_MAX = 64;

/** Of short-lived objects. A thread has as much for them as a whole process otherwise, and would fill it. */
const YOUNG_GENERATION_MEGABYTES = 12;

export function writeStoriesApart({ desk, feedsFolder, pictures }: ApartContext): ApartWriter {
  const problems: Problem[] = [];
  const unmade: string[] = [];
  const onTheirWay = new Set<Promise<unknown>>();
  let failure: Error | undefined;
  const thread = startThread({ desk, feedsFolder, picturesFolder: pictures.folder });

  async function writeOne({ version, related }: StoryOnItsWay): Promise<void> {
    const story = JSON.stringify({ version, related } satisfies StoryOnItsWay);
    const { problems: found = [] } = await thread.ask({ kind: 'write', story });
    problems.push(...found);
    if (found.length > 0) unmade.push(version.guid);
  }

  function throwFailure(): void {
    if (failure !== undefined) throw failure;
  }

  return {
    hasRoom: () => onTheirWay.size < ON_THEIR_WAY_MAX,
    async write(version, related) {
      while (onTheirWay.size >= ON_THEIR_WAY_MAX) await Promise.race(onTheirWay);
      throwFailure();
      const writing = writeOne({ version, related })
        .catch((error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error));
        })
        .finally(() => onTheirWay.delete(writing));
      onTheirWay.add(writing);
    },
    async settle() {
      await Promise.all(onTheirWay);
      throwFailure();
      const { changed = NO_DOCUMENTS } = await thread.ask({ kind: 'settle' });
      return { ...changed, problems: problems.splice(0), unmade: unmade.splice(0) };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(onTheirWay);
      await thread.end();
    },
  };
}

type Question = { readonly kind: 'write'; readonly story: string } | { readonly kind: 'settle' | 'end' };

type Thread = {
  /** Rejects with a `FeedsError` where it cannot be done. */
  readonly ask: (question: Question) => Promise<StoryAnswer>;
  readonly end: () => Promise<void>;
};

function startThread(workerData: ThreadContext): Thread {
  const waiting = new Map<number, PromiseWithResolvers<StoryAnswer>>();
  let asked = 0;
  let ended: FeedsError | undefined;
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES };
  const worker = new Worker(WORKER, { workerData, resourceLimits });
  let cause: unknown;
  worker.on('message', (answer: StoryAnswer) => {
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.refusal === undefined) question?.resolve(answer);
    else question?.reject(new FeedsError(answer.refusal));
  });
  worker.on('error', (error) => (cause = error));
  worker.on('exit', () => {
    ended = new FeedsError('feeds/ cannot be written: the thread that writes stories has ended', { cause });
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  });

  function ask(question: Question): Promise<StoryAnswer> {
    if (ended !== undefined) return Promise.reject(ended);
    const id = (asked += 1);
    const answer = Promise.withResolvers<StoryAnswer>();
    waiting.set(id, answer);
    const order: StoryOrder = { id, ...question };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(order);
    return answer.promise;
  }

  return {
    ask,
    // What it has begun and not settled is taken away; a thread that is gone already has nothing left to say.
    end: async () => {
      await ask({ kind: 'end' }).catch(() => undefined);
      await worker.terminate();
    },
  };
}
