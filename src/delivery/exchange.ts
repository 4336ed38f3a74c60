/** One request over undici and what came back: bounded in time and size, never redirected, never decompressed. */
import type { Dispatcher as HttpDispatcher } from 'undici';

import { httpTarget, type HttpTarget } from './http-target.ts';
import { onAbort } from './on-abort.ts';
import { PlainTrouble, type Answer } from './outcome.ts';
import type { AttemptLimits } from './settings.ts';

/** What came back, with the beginning of its text where it is kept. */
export type KeptAnswer = Answer & { readonly kept?: Uint8Array };

export type HttpRequest = {
  /** Connects, and guards the way: see `deliveryAgent`. */
  readonly agent: HttpDispatcher;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly limits: AttemptLimits;
  /** Of the answer's text. */
  readonly answerBytesKept?: number;
  /** Whose text is kept, by their status; everybody's where absent. */
  readonly keepsAnswerOf?: (status: number) => boolean;
  /** Ends it at once. */
  readonly signal: AbortSignal;
};

/** Trouble is an answer, never a rejection. */
export function exchange(request: HttpRequest): Promise<KeptAnswer> {
  return new Promise((resolve) => {
    const { agent, url, signal, limits } = request;
    const target = httpTarget(url);
    if (target === undefined) {
      resolve({ trouble: new PlainTrouble('its URL is malformed'), isUnsent: true });
      return;
    }
    const { handler, cut } = answering(request, (answer) => {
      clearTimeout(deadline);
      forget();
      resolve(answer);
    });
    const deadline = setTimeout(() => cut(`no answer within ${limits.totalMs / 1000} s`), limits.totalMs);
    const stop = () => cut('stopped');
    const forget = onAbort(signal, stop);
    if (signal.aborted) stop();
    else agent.dispatch(requestTo(target, request), handler);
  });
}

/** Our deadline ends a body that takes its time, and undici needs no timer for that. */
const NO_TIMEOUT = 0;

function requestTo({ origin, path }: HttpTarget, { method, headers, body, limits: { headersMs } }: HttpRequest) {
  const timeouts = { headersTimeout: headersMs, bodyTimeout: NO_TIMEOUT };
  return { origin, path, method, headers, body: body ?? null, ...timeouts } as const;
}

type Answering = {
  readonly handler: HttpDispatcher.DispatchHandler;
  /** Ends it now, even while it waits for a connection. */
  readonly cut: (reason: string) => void;
};

/**
 * undici's view of one request. The status decides, as soon as it is there: what happens to the rest of the answer is
 * of no interest, it is only read so that the connection can be used again.
 */
function answering(
  { limits, answerBytesKept = 0, keepsAnswerOf = () => true }: HttpRequest,
  resolve: (answer: KeptAnswer) => void,
): Answering {
  let controller: HttpDispatcher.DispatchController | undefined;
  let answer: Answer | undefined;
  let isCut = false;
  let bytesKeptMax = 0;
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
      if (keepsAnswerOf(status)) bytesKeptMax = answerBytesKept;
      answer = { status, ...(typeof retryAfter === 'string' && { retryAfter }) };
    },
    onResponseData(_, chunk) {
      if (bytes < bytesKeptMax) kept.push(chunk.subarray(0, bytesKeptMax - bytes));
      bytes += chunk.length;
      if (bytes > limits.answerBytes) cut('the answer is too large');
    },
    onResponseEnd: () => (answer === undefined ? fail(new PlainTrouble('the answer has no status')) : finish(answer)),
    onResponseError: (_, trouble) => fail(trouble),
  };
  return { handler, cut };
}
