/** One attempt: one signed HTTP POST of one event to one subscriber, bounded in time and size, whatever comes back. */
import type { Dispatcher as HttpDispatcher } from 'undici';

import type { WireEvent } from '../wire/event.ts';
import type { PushBody } from './documents.ts';
import { eventHeaders, webhookId } from './event-headers.ts';
import { keysAt, pushKeyOf, type SigningKey } from './keys.ts';
import { onAbort } from './on-abort.ts';
import { outcomeOf, PlainTrouble, type Answer, type Outcome } from './outcome.ts';
import type { RequestHeaders } from './request-headers.ts';
import { DELIVERY_SETTINGS, type AttemptLimits } from './settings.ts';
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
    return outcomeOf(await signedPost(message, transport, signal), { startedAt, now: transport.now() });
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

/** What came back, with the beginning of its text where the transport keeps it. */
export type KeptAnswer = Answer & { readonly kept?: Uint8Array };

/** One POST, signed now. */
export async function signedPost(
  { url, keys, requestHeaders, id, headers, document: { mediaType, body } }: Message,
  {
    agent,
    userAgent,
    now,
    limits = DELIVERY_SETTINGS.attempt,
    answerBytesKept = 0,
  }: Transport & { answerBytesKept?: number },
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
  return post({ agent, url, headers: all, body, limits, answerBytesKept, signal });
}

type Post = {
  readonly agent: HttpDispatcher;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly limits: AttemptLimits;
  readonly answerBytesKept: number;
  readonly signal: AbortSignal;
};

async function post({ agent, url, headers, body, limits, answerBytesKept, signal }: Post): Promise<KeptAnswer> {
  const target = URL.parse(url);
  if (target === null) return { trouble: new PlainTrouble('its URL is malformed'), isUnsent: true };
  const { promise, resolve } = Promise.withResolvers<KeptAnswer>();
  const { handler, cut } = exchange({ answerBytesMax: limits.answerBytes, answerBytesKept }, resolve);
  const stop = () => cut('stopped');
  const deadline = setTimeout(() => cut(`no answer within ${limits.totalMs / 1000} s`), limits.totalMs);
  const forget = onAbort(signal, stop);
  try {
    if (signal.aborted) stop();
    else agent.dispatch(requestTo(target, headers, body, limits), handler);
    return await promise;
  } finally {
    clearTimeout(deadline);
    forget();
  }
}

function requestTo(target: URL, headers: Post['headers'], body: Buffer, { totalMs, headersMs }: AttemptLimits) {
  const path = target.pathname + target.search;
  const timeouts = { headersTimeout: headersMs, bodyTimeout: totalMs };
  return { origin: target.origin, path, method: 'POST', headers, body, ...timeouts } as const;
}

type Exchange = {
  readonly handler: HttpDispatcher.DispatchHandler;
  /** Ends it now, even while it waits for a connection. */
  readonly cut: (reason: string) => void;
};

/**
 * undici's view of one request. The status decides, as soon as it is there: what happens to the rest of the answer is
 * of no interest, it is only read so that the connection can be used again.
 */
function exchange(
  { answerBytesMax, answerBytesKept }: { answerBytesMax: number; answerBytesKept: number },
  resolve: (answer: KeptAnswer) => void,
): Exchange {
  let controller: HttpDispatcher.DispatchController | undefined;
  let answer: Answer | undefined;
  let isCut = false;
  let bytes = 0;
  const kept: Buffer[] = [];

  function finish(result: Answer): void {
    resolve(kept.length === 0 ? result : { ...result, kept: Buffer.concat(kept) });
  }

  function fail(trouble: unknown): void {
    finish(answer ?? { trouble, isUnsent: controller === undefined });
  }

  function cut(reason: string): void {
    const trouble = new PlainTrouble(reason);
    isCut = true;
    fail(trouble);
    controller?.abort(trouble);
  }

  const handler: HttpDispatcher.DispatchHandler = {
    // undici begins to write the request as soon as this returns, and not before it has a connection.
    onRequestStart(started) {
      controller = started;
      // Given up while it waited for a connection: it must not be sent any more.
      if (isCut) started.abort(new PlainTrouble('given up'));
    },
    onResponseStart(_, status, headers) {
      if (status < 200) return;
      const retryAfter = headers['retry-after'];
      answer = { status, ...(typeof retryAfter === 'string' && { retryAfter }) };
    },
    onResponseData(_, chunk) {
      if (bytes < answerBytesKept) kept.push(chunk.subarray(0, answerBytesKept - bytes));
      bytes += chunk.length;
      if (bytes > answerBytesMax) cut('the answer is too large');
    },
    onResponseEnd: () => (answer === undefined ? fail(new PlainTrouble('the answer has no status')) : finish(answer)),
    onResponseError: (_, trouble) => fail(trouble),
  };
  return { handler, cut };
}
