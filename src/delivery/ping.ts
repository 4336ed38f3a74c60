/**
 * A `ping`: a signed message that is no event, sent by hand to see whether an endpoint takes what it will get. Superdesk's
 * receivers know no such thing: they look at the signature first, and then refuse the type.
 */
import type { Subscriber } from '../wire/subscriber.ts';
import { signedPost, type Transport } from './attempt.ts';
import { signingKeys } from './keys.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { pingId } from './ping-id.ts';

export type Ping = {
  readonly subscriber: Subscriber;
  /** Of this ping alone. */
  readonly uuid: string;
  /** Name of the agency, for whoever reads it at the other end. */
  readonly agency: string;
};

export type Pong = Outcome & {
  /** How the answer's text begins; absent where there is none. */
  readonly answer?: string;
};

const ANSWER_BYTES_KEPT = 1_024;

/** One attempt, with what came back. Trouble is an outcome, never a rejection. */
export async function ping(
  { subscriber, uuid, agency }: Ping,
  transport: Transport,
  signal: AbortSignal,
): Promise<Pong> {
  const startedAt = transport.now();
  const payload = {
    // Newshub fails over an item without one, before it looks at the type.
    ...(subscriber.profile === 'superdesk' && { guid: pingId(uuid) }),
    type: 'ping',
    timestamp: new Date(startedAt).toISOString(),
    data: { agency, subscriber: subscriber.name, format: subscriber.format },
  };
  const message = {
    url: subscriber.url,
    keys: signingKeys(subscriber),
    id: pingId(uuid),
    headers: { 'wiredesk-event': 'ping' },
    ...(subscriber.requestHeaders !== undefined && { requestHeaders: subscriber.requestHeaders }),
    document: { mediaType: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(payload)) },
  };
  const answer = await signedPost(message, { ...transport, answerBytesKept: ANSWER_BYTES_KEPT }, signal);
  const text = answer.kept === undefined ? '' : new TextDecoder().decode(answer.kept);
  return { ...outcomeOf(answer, { startedAt, now: transport.now() }), ...(text !== '' && { answer: text }) };
}
