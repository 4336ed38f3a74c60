/** One attempt: one signed HTTP POST of one event to one subscriber, bounded in time and size, whatever comes back. */
import type { Dispatcher as HttpDispatcher } from 'undici';

import type { WireEvent } from '../wire/event.ts';
import type { PushBody } from './documents.ts';
import { eventHeaders, webhookId } from './event-headers.ts';
import { exchange, type HttpRequest, type KeptAnswer } from './exchange.ts';
import { keysAt, pushKeyOf, type SigningKey } from './keys.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import type { RequestHeaders } from './request-headers.ts';
import { DELIVERY_SETTINGS, type AttemptLimits } from './settings.ts';
import { refusalText, REFUSALS_KEPT } from './refusal.ts';
import { signatureHeaders } from './signature.ts';
import { superdeskHeaders } from './superdesk-push.ts';

export type Delivery = {
  readonly url: string;
  readonly keys: readonly SigningKey[];
  /** What the subscriber wants besides. */
  readonly requestHeaders?: RequestHeaders;
  readonly event: WireEvent;
  /** The event that went to it before this one. */
  readonly previousSeq?: number;
  readonly document: PushBody;
};

/** Makes one attempt. Trouble is an outcome, never a rejection. An abort ends it at once, with the outcome unknown. */
export type Attempt = (delivery: Delivery, signal: AbortSignal) => Promise<Outcome>;

export type Transport = {
  /** Connects, and guards the way: see `deliveryAgent`. */
  readonly agent: HttpDispatcher;
  /** `Wiredesk/1.2.3` */
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits?: AttemptLimits;
};

/** Attempts over undici. Redirects are not followed and answers not decompressed: undici's `dispatch` does neither. */
export function httpAttempt(transport: Transport): Attempt {
  return async ({ event, previousSeq, ...delivery }, signal) => {
    const startedAt = transport.now();
    const message = { ...delivery, id: webhookId(event), headers: eventHeaders(event, previousSeq) };
    const answer = await signedPost(message, { ...transport, ...REFUSALS_KEPT }, signal);
    const outcome = outcomeOf(answer, { startedAt, now: transport.now() });
    if (answer.kept === undefined) return outcome;
    const text = refusalText(answer.kept, Object.values(delivery.requestHeaders ?? {}));
    return text === undefined ? outcome : { ...outcome, answer: text };
  };
}

export type Message = {
  readonly url: string;
  readonly keys: readonly SigningKey[];
  readonly requestHeaders?: RequestHeaders;
  /** `webhook-id` */
  readonly id: string;
  /** Beside those that every message has. */
  readonly headers: Readonly<Record<string, string>>;
  readonly document: PushBody;
};

/** One POST, signed now. */
export function signedPost(
  { url, keys, requestHeaders, id, headers, document: { mediaType, body } }: Message,
  {
    agent,
    userAgent,
    now,
    limits = DELIVERY_SETTINGS.attempt,
    ...keeping
  }: Transport & Pick<HttpRequest, 'answerBytesKept' | 'keepsAnswerOf'>,
  signal: AbortSignal,
): Promise<KeptAnswer> {
  const startedAt = now();
  const pushKey = pushKeyOf(keys);
  const all = {
    // First, so that nothing of ours is theirs to replace.
    ...requestHeaders,
    'user-agent': userAgent,
    'content-type': mediaType,
    ...signatureHeaders({ id, now: startedAt, body, keys: keysAt(keys, startedAt) }),
    ...(pushKey !== undefined && superdeskHeaders(pushKey, body)),
    ...headers,
  };
  return exchange({ agent, method: 'POST', url, headers: all, body, limits, signal, ...keeping });
}
