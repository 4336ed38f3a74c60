/** The raw limit: undici alone, warm, on the same agent with the same signatures, posting bodies that lie in memory. */
import { atPace } from '../measure/pace.ts';
import { measured, type Work } from '../measure/work.ts';
import { answer } from './answering.ts';
import { IN_FLIGHT_MAX, messageOf, openPost, type Message, type Post, type PostTo } from './posting.ts';
import type { BurstOptions, PacedOptions } from './wiredesk-sender.ts';

export type RawSender = {
  readonly open: (options: PostTo) => Promise<void>;
  /** Every event to every subscriber. */
  readonly burst: (options: BurstOptions) => Promise<Work>;
  readonly paced: (options: PacedOptions) => Promise<Work>;
};

let post: Post | undefined;

const commands: RawSender = {
  async open(options) {
    post = openPost(options);
  },
  async burst(options) {
    const messages = messagesOf(options);
    return measured(() => sendAll(opened(), messages));
  },
  async paced({ everyMs, ...options }) {
    const messages = messagesOf(options);
    return measured(async () => {
      await atPace(messages, everyMs, (message) => sendAll(opened(), [message]));
      return messages.length * opened().recipients.length;
    });
  },
};

function opened(): Post {
  if (post === undefined) throw new Error('not opened yet');
  return post;
}

function messagesOf({ from, events }: BurstOptions): readonly Message[] {
  return Array.from({ length: events }, (_, index) => messageOf(from + index));
}

/** As many in flight as Wiredesk has at most; each answer starts the next request, with nothing in between. */
function sendAll({ recipients, send }: Post, messages: readonly Message[]): Promise<number> {
  const total = messages.length * recipients.length;
  let started = 0;
  let answered = 0;
  return new Promise((resolve, reject) => {
    function next(): void {
      const message = messages[Math.floor(started / recipients.length)];
      const recipient = recipients[started % recipients.length];
      if (message === undefined || recipient === undefined) return;
      started += 1;
      send(recipient, message, (error) => {
        if (error !== undefined) return reject(error);
        answered += 1;
        if (answered === total) resolve(total);
        else next();
        return undefined;
      });
    }
    for (let slot = 0; slot < Math.min(IN_FLIGHT_MAX, total); slot += 1) next();
  });
}

answer(commands, async () => post?.close());
