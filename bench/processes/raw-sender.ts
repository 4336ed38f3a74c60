/** The raw limit: undici alone, warm, on the same agent with the same signatures, posting bodies that lie in memory. */
import { randomBytes, type KeyObject } from 'node:crypto';

import type { Agent, Dispatcher } from 'undici';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { pushDocuments, type PushBody } from '../../src/delivery/documents.ts';
import { eventHeaders, webhookId } from '../../src/delivery/event-headers.ts';
import { IN_FLIGHT_MAX } from '../../src/delivery/placing.ts';
import { newSecret, signatureHeaders, signingKey } from '../../src/delivery/signature.ts';
import { pushFormats } from '../../src/formats/index.ts';
import { eventTerms } from '../../src/story/filter-event-terms.ts';
import { GENESIS_HASH, type WireEvent } from '../../src/wire/event.ts';
import { benchDesk, FORMAT, hostOf, policyFor, storyOf, type Targets } from '../material.ts';
import { measured, type Work } from '../measure/work.ts';
import { answer } from './answering.ts';
import type { BurstOptions } from './wiredesk-sender.ts';

export type RawSender = {
  readonly open: (options: Targets & { readonly subscribers: number }) => Promise<void>;
  /** Every event to every subscriber. */
  readonly burst: (options: BurstOptions) => Promise<Work>;
};

type Recipient = { readonly origin: string; readonly key: KeyObject };

type Message = { readonly id: string; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

let agent: Agent | undefined;
let recipients: readonly Recipient[] = [];
const documentOf = pushDocuments(benchDesk);

const commands: RawSender = {
  async open({ subscribers, scheme, port }) {
    agent = deliveryAgent({ policy: policyFor(port) });
    recipients = Array.from({ length: subscribers }, (_, index) => ({
      origin: `${scheme}://${hostOf(index)}:${port}`,
      key: signingKey(newSecret(randomBytes)),
    }));
  },
  async burst({ from, events }) {
    const messages = Array.from({ length: events }, (_, index) => messageOf(from + index));
    return measured(() => post(messages));
  },
};

/** The same bytes and headers that Wiredesk sends for that story. */
function messageOf(number: number): Message {
  const version = storyOf(number);
  const event: WireEvent = {
    seq: number + 1,
    type: version.event,
    guid: version.guid,
    version: version.version,
    committedAt: new Date().toISOString(),
    contentHash: GENESIS_HASH,
    previousHash: GENESIS_HASH,
    hash: GENESIS_HASH,
  };
  const format = pushFormats.get(FORMAT);
  if (format === undefined) throw new Error(`no format ${FORMAT}`);
  const { mediaType, body }: PushBody = documentOf({ event, version, terms: eventTerms(version) }, format);
  const headers = { 'user-agent': 'Wiredesk/bench', 'content-type': mediaType, ...eventHeaders(event) };
  return { id: webhookId(event), headers, body };
}

/** As many in flight as Wiredesk has at most; each answer starts the next request, with nothing in between. */
function post(messages: readonly Message[]): Promise<number> {
  const total = messages.length * recipients.length;
  let started = 0;
  let answered = 0;
  return new Promise((resolve, reject) => {
    function next(): void {
      const message = messages[Math.floor(started / recipients.length)];
      const recipient = recipients[started % recipients.length];
      if (message === undefined || recipient === undefined || agent === undefined) return;
      started += 1;
      agent.dispatch(requestTo(recipient, message), answerTo());
    }

    function answerTo(): Dispatcher.DispatchHandler {
      let status = 0;
      return {
        onRequestStart() {},
        onResponseStart: (_, code) => {
          status = code;
        },
        onResponseData() {},
        onResponseEnd() {
          if (status !== 204) return reject(new Error(`answered ${status}`));
          answered += 1;
          if (answered === total) resolve(total);
          else next();
          return undefined;
        },
        onResponseError: (_, error) => reject(error),
      };
    }

    for (let slot = 0; slot < Math.min(IN_FLIGHT_MAX, total); slot += 1) next();
  });
}

function requestTo({ origin, key }: Recipient, { id, headers, body }: Message): Dispatcher.DispatchOptions {
  const signature = signatureHeaders({ id, now: Date.now(), body, keys: [key] });
  return { origin, path: '/wire', method: 'POST', headers: { ...headers, ...signature }, body };
}

answer(commands, async () => agent?.destroy());
