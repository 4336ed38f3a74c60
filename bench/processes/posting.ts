/** Posting with undici alone: what the raw limit is made of, and how every rival sends. */
import { randomBytes, type KeyObject } from 'node:crypto';

import type { Agent, Dispatcher } from 'undici';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { pushDocuments } from '../../src/delivery/documents.ts';
import { eventHeaders, webhookId } from '../../src/delivery/event-headers.ts';
import { newSecret, signatureHeaders, signingKey } from '../../src/delivery/signature.ts';
import { pushFormats } from '../../src/formats/index.ts';
import { eventTerms } from '../../src/story/filter-event-terms.ts';
import { GENESIS_HASH, type WireEvent } from '../../src/wire/event.ts';
import { benchDesk, FORMAT, hostOf, policyFor, storyOf, type Targets } from '../material.ts';

export { IN_FLIGHT_MAX } from '../../src/delivery/placing.ts';

export type Recipient = { readonly origin: string; readonly key: KeyObject };

/** What every subscriber gets of an event, all but the signature. */
export type Message = {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Post = {
  readonly recipients: readonly Recipient[];
  /** Signs and sends; `done` is called once, with an error unless the answer was a 204. */
  readonly send: (recipient: Recipient, message: Message, done: (error?: Error) => void) => void;
  readonly close: () => Promise<void>;
};

export type PostTo = Targets & { readonly subscribers: number };

export function openPost({ subscribers, scheme, port }: PostTo): Post {
  const agent = deliveryAgent({ policy: policyFor(port) });
  return {
    recipients: Array.from({ length: subscribers }, (_, index) => ({
      origin: `${scheme}://${hostOf(index)}:${port}`,
      key: signingKey(newSecret(randomBytes)),
    })),
    send: (recipient, message, done) => send(agent, recipient, message, done),
    close: () => agent.destroy(),
  };
}

function send(
  agent: Agent,
  { origin, key }: Recipient,
  { id, headers, body }: Message,
  done: (error?: Error) => void,
): void {
  const signature = signatureHeaders({ id, now: Date.now(), body, keys: [key] });
  agent.dispatch(
    { origin, path: '/wire', method: 'POST', headers: { ...headers, ...signature }, body },
    answered(done),
  );
}

/** The least that undici asks for. */
function answered(done: (error?: Error) => void): Dispatcher.DispatchHandler {
  let status = 0;
  return {
    onRequestStart() {},
    onResponseStart(_, code) {
      status = code;
    },
    onResponseData() {},
    onResponseEnd: () => done(status === 204 ? undefined : new Error(`answered ${status}`)),
    onResponseError: (_, error) => done(error),
  };
}

const documentOf = pushDocuments(benchDesk);

/** The same bytes and headers that Wiredesk sends for that story. */
export function messageOf(number: number): Message {
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
  const { mediaType, body } = documentOf({ event, version, terms: eventTerms(version) }, format);
  const headers = { 'user-agent': 'Wiredesk/bench', 'content-type': mediaType, ...eventHeaders(event) };
  return { id: webhookId(event), headers, body };
}
