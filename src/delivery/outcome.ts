/** What became of one attempt, and whose fault a failure is: the endpoint's or the event's (DESIGN.md §4). */
import { parseRetryAfter } from './back-off.ts';

export type Outcome = {
  /**
   * `endpoint-failed`: the subscriber waits as a whole. `event-refused`: this event will not do. `gone`: the
   * subscription is over.
   */
  readonly kind: 'delivered' | 'endpoint-failed' | 'event-refused' | 'gone';
  /** HTTP status; absent where no answer came. */
  readonly status?: number;
  readonly durationMs: number;
  readonly retryAfterMs?: number;
  /** Not delivered as far as we know, but the receiver may have it: the answer was lost, or was that of a broken server. */
  readonly isUnknown?: true;
  /** No further try will do better. */
  readonly isFinal?: true;
  /** For people: `HTTP 503`, `connection refused`. */
  readonly reason: string;
  /** How the text of an answer that refuses begins. Never logged: it may repeat the story. */
  readonly answer?: string;
};

/** What came back, or what came instead. */
export type Answer =
  | { readonly status: number; readonly retryAfter?: string }
  | {
      readonly status?: never;
      readonly trouble: unknown;
      /** It came before the request could begin, so that no byte of the story has left. */
      readonly isUnsent: boolean;
    };

/** They speak of the document: too large, of the wrong type, not understood. */
const EVENT_REFUSED: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const GONE = 410;

export function outcomeOf(answer: Answer, { startedAt, now }: { startedAt: number; now: number }): Outcome {
  const durationMs = Math.max(0, now - startedAt);
  if (answer.status === undefined) {
    const unknown = !answer.isUnsent && ({ isUnknown: true } as const);
    return { kind: 'endpoint-failed', durationMs, ...unknown, reason: describe(answer.trouble) };
  }
  const { status, retryAfter } = answer;
  const kind = kindOf(status);
  const retryAfterMs = retryAfter === undefined || kind === 'delivered' ? undefined : parseRetryAfter(retryAfter, now);
  return {
    kind,
    status,
    durationMs,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    // A server or a gateway that fails may have passed the story on before it did.
    ...(status >= 500 && ({ isUnknown: true } as const)),
    reason: isRedirect(status) ? `HTTP ${status}, a redirect, is not followed` : `HTTP ${status}`,
  };
}

function kindOf(status: number): Outcome['kind'] {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === GONE) return 'gone';
  return EVENT_REFUSED.has(status) ? 'event-refused' : 'endpoint-failed';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

const UNFIT_AUTHORITY = 'certificate is signed by one that may not sign any';
const NOT_HTTP = 'the answer is not HTTP';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the answer was complete',
  EPIPE: 'connection closed before the answer was complete',
  UND_ERR_SOCKET: 'connection closed before the answer was complete',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'the name server does not answer',
  EHOSTUNREACH: 'host cannot be reached',
  ENETUNREACH: 'network cannot be reached',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: NOT_HTTP,
  ANSWER_TOO_LARGE: 'the answer is too large',
  CERT_HAS_EXPIRED: 'certificate has expired',
  CERT_NOT_YET_VALID: 'certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate comes from an unknown authority',
  INVALID_CA: UNFIT_AUTHORITY,
  INVALID_PURPOSE: UNFIT_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate is for another host name',
  EPROTO: 'TLS could not be agreed on',
};

/** What undici calls interim answers that it does not pass over, as RFC 9110 §15.2 would have it. */
const UNASKED: ReadonlySet<string> = new Set(['bad response', 'bad upgrade']);

/** A trouble in words. Never the error's own: those may hold addresses that are nobody's business. */
function describe(trouble: unknown): string {
  if (trouble instanceof AggregateError && trouble.errors.length > 0) return describe(trouble.errors[0]);
  if (!(trouble instanceof Error)) return 'network trouble';
  if (trouble instanceof PlainTrouble) return trouble.message;
  if (trouble.name === 'HTTPParserError') return NOT_HTTP;
  const code = 'code' in trouble ? String(trouble.code) : trouble.name;
  if (code === 'UND_ERR_SOCKET' && UNASKED.has(trouble.message)) return 'answered 100 or 101 without being asked to';
  if (code === 'TARGET_REFUSED') return `target refused: ${trouble.message}`;
  if (code.startsWith('ERR_SSL_')) return 'TLS could not be agreed on';
  return REASONS[code] ?? `network trouble (${code})`;
}

/** A trouble whose message is already fit for people. */
export class PlainTrouble extends Error {
  override readonly name = 'PlainTrouble';
}
