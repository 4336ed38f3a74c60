/**
 * Records deliveries in a thread of its own: each batch waits for the disk (`synchronous=FULL`), and who waits there
 * cannot send in the meantime.
 */
import { type AskedThread, startThread, threadModule } from '../threads/asked-thread.ts';
import { asText } from './batch-text.ts';
import { StoreError, type SubscriberList } from './store.ts';

export type RecorderApart = AsyncDisposable & {
  readonly record: SubscriberList['record'];
};

export type RecordTalk = {
  readonly given: { readonly file: string };
  /** A batch as text. */
  readonly question: string;
  readonly answer: { readonly dropped: readonly number[] } | { readonly refusal: Pick<StoreError, 'code' | 'message'> };
};

const THREAD = threadModule('record-worker', import.meta.url);

/** For the wire in that file, which is open already. Once disposed of, all that was given has been recorded or refused. */
export function recordApart(file: string): RecorderApart {
  let thread: AskedThread<RecordTalk> | undefined;

  function start(): AskedThread<RecordTalk> {
    return startThread<RecordTalk>(THREAD, {
      given: { file },
      refused: (message) => new StoreError('unavailable', message),
      lost: (cause) => new StoreError('unavailable', 'the thread that records deliveries has ended', { cause }),
    });
  }

  return {
    async record(batch) {
      // After one that has ended the next batch has a new one.
      if (thread === undefined || thread.hasEnded) thread = start();
      const answer = await thread.ask(asText(batch));
      if ('refusal' in answer) throw new StoreError(answer.refusal.code, answer.refusal.message);
      return answer.dropped;
    },
    [Symbol.asyncDispose]: async () => thread?.end(),
  };
}
