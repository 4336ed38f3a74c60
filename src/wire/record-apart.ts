/**
 * Records deliveries in a thread of its own: each batch waits for the disk (`synchronous=FULL`), and who waits there
 * cannot send in the meantime.
 */
import { Worker } from 'node:worker_threads';

import { asText } from './batch-text.ts';
import { StoreError, type SubscriberList } from './store.ts';

export type RecorderApart = AsyncDisposable & {
  readonly record: SubscriberList['record'];
};

export type RecordOrder = { readonly id: number; readonly batch: string };

export type RecordAnswer = { readonly id: number; readonly dropped?: readonly number[]; readonly refusal?: Refusal };

type Refusal = { readonly code?: StoreError['code']; readonly message: string };

/** As the source runs as it is, or as a release has it. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? 'record-worker.ts' : 'record-worker.js', import.meta.url);

/** For the wire in that file, which is open already. Once disposed of, all that was given has been recorded or refused. */
export function recordApart(file: string): RecorderApart {
  const waiting = new Map<number, PromiseWithResolvers<readonly number[]>>();
  let given = 0;
  let worker: Worker | undefined;

  function start(): Worker {
    const started = new Worker(WORKER, { workerData: { file } });
    let cause: unknown;
    started.on('message', settle);
    started.on('error', (error) => (cause = error));
    started.on('exit', () => {
      // The next batch has a new one.
      if (worker === started) worker = undefined;
      const lost = new StoreError('unavailable', 'the thread that records deliveries has ended', { cause });
      for (const { reject } of waiting.values()) reject(lost);
      waiting.clear();
    });
    return started;
  }

  function settle({ id, dropped = [], refusal }: RecordAnswer): void {
    const order = waiting.get(id);
    waiting.delete(id);
    if (refusal === undefined) order?.resolve(dropped);
    else order?.reject(new StoreError(refusal.code ?? 'unavailable', refusal.message));
  }

  return {
    record(batch) {
      worker ??= start();
      const id = (given += 1);
      const order = Promise.withResolvers<readonly number[]>();
      waiting.set(id, order);
      const recordOrder: RecordOrder = { id, batch: asText(batch) };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(recordOrder);
      return order.promise;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      await worker?.terminate();
    },
  };
}

/** An error as it can be handed from one thread to another. */
export function asRefusal(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  return { message, ...(error instanceof StoreError && { code: error.code }) };
}
