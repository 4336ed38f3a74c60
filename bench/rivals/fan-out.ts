/** What every rival does: one job for each delivery, made when an event comes, carried out by posting with undici. */
import { atPace } from '../measure/pace.ts';
import { measured, type Work } from '../measure/work.ts';
import { messageOf, openPost, type Message, type PostTo } from '../processes/posting.ts';
import type { BurstOptions, PacedOptions } from '../processes/wiredesk-sender.ts';

export type Job = {
  readonly event: number;
  readonly subscriber: number;
  /** What is to be sent. Where it is not in the job, it is in memory. */
  readonly message?: JobMessage;
};

type JobMessage = Pick<Message, 'id' | 'headers'> & { readonly body: string };

export type FanOut = {
  /** Sends one. */
  readonly deliver: (job: Job) => Promise<void>;
  /** So many are done with, in the store too. */
  readonly settled: (count: number) => void;
  readonly burst: (options: BurstOptions) => Promise<Work>;
  readonly paced: (options: PacedOptions) => Promise<Work>;
  readonly close: () => Promise<void>;
};

export type FanOutOptions = PostTo & {
  /** Each job has the message in it, as most have who begin. */
  readonly isMessageInJob: boolean;
};

/** `enqueue` makes the jobs of one event durable. */
export function fanOut(
  { isMessageInJob, ...to }: FanOutOptions,
  enqueue: (jobs: readonly Job[]) => Promise<unknown>,
): FanOut {
  const post = openPost(to);
  const messages = new Map<number, Message>();
  let done = 0;
  let waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  function publish(event: number, message: Message): Promise<unknown> {
    const content = isMessageInJob ? { message: { ...message, body: message.body.toString() } } : {};
    return enqueue(Array.from({ length: to.subscribers }, (_, subscriber) => ({ event, subscriber, ...content })));
  }

  function untilDone(count: number): Promise<void> {
    return new Promise((resolve) => {
      if (done >= count) resolve();
      else waiting = { count, resolve };
    });
  }

  async function sendAll({ from, events, everyMs }: PacedOptions): Promise<Work> {
    messages.clear();
    for (let event = from; event < from + events; event += 1) messages.set(event, messageOf(event));
    done = 0;
    const total = events * to.subscribers;
    return measured(async () => {
      await atPace(messages, everyMs, ([event, message]) => publish(event, message));
      await untilDone(total);
      return total;
    });
  }

  return {
    deliver({ event, subscriber, message: carried }) {
      const recipient = post.recipients[subscriber];
      const message = carried === undefined ? messages.get(event) : { ...carried, body: Buffer.from(carried.body) };
      if (recipient === undefined || message === undefined) throw new Error('a job from another burst');
      return new Promise((resolve, reject) => {
        post.send(recipient, message, (error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    settled(count) {
      done += count;
      if (waiting !== undefined && done >= waiting.count) waiting.resolve();
    },
    burst: (options) => sendAll({ ...options, everyMs: 0 }),
    paced: sendAll,
    close: post.close,
  };
}
