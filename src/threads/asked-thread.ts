/** A thread of this program that is asked, and answers each question once: the side that asks. */
import { type ResourceLimits, Worker } from 'node:worker_threads';

import type { Asked, Talk, Told } from './answering.ts';

export type AskedThread<T extends Talk> = {
  /** Rejects where it is refused, and where the thread ends before it is answered. */
  ask(question: T['question']): Promise<T['answer']>;
  /** It has ended by itself: nothing that it held is there any more, and it answers nothing. */
  readonly hasEnded: boolean;
  /** Ends it when all that it was asked is answered. */
  end(): Promise<void>;
};

export type ThreadOptions<T extends Talk> = {
  readonly given: T['given'];
  readonly resourceLimits?: ResourceLimits;
  /** What is wrong where a question is refused with that message. */
  readonly refused: (message: string) => Error;
  /** What is wrong where the thread has ended; `cause` says why, where that is known. */
  readonly lost: (cause: unknown) => Error;
};

export function startThread<T extends Talk>(module: URL, options: ThreadOptions<T>): AskedThread<T> {
  const { given, resourceLimits = {}, refused, lost } = options;
  const waiting = new Map<number, PromiseWithResolvers<T['answer']>>();
  const worker = new Worker(module, { workerData: given, resourceLimits });
  let asked = 0;
  let ended: Error | undefined;
  let cause: unknown;
  worker.on('message', ({ id, ...told }: Told<T>) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if ('refusal' in told) question?.reject(refused(told.refusal));
    else question?.resolve(told.answer);
  });
  worker.on('error', (error) => (cause = error));
  worker.on('exit', () => {
    ended = lost(cause);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  });
  return {
    async ask(question) {
      if (ended !== undefined) throw ended;
      const id = (asked += 1);
      const answer = Promise.withResolvers<T['answer']>();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, question } satisfies Asked<T>);
      waiting.set(id, answer);
      return answer.promise;
    },
    get hasEnded() {
      return ended !== undefined;
    },
    async end() {
      await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      await worker.terminate();
    },
  };
}

/** The module of a thread beside the one that starts it: as the source runs as it is, or as a release has it. */
export function threadModule(name: string, beside: string): URL {
  return new URL(name + (beside.endsWith('.ts') ? '.ts' : '.js'), beside);
}
