/**
 * A request that is sent twice under one key is done once (draft-ietf-httpapi-idempotency-key-header-07): whoever got no
 * answer, because a line broke or the desk died, asks again and gets the one that there was.
 */
import { sha256 } from '../wire/event.ts';
import type { IdempotencyShelf, KeyedRequest } from '../wire/idempotency-shelf.ts';
import { problem, type ApiAnswer, type ProblemAnswer } from './answer.ts';
import type { Call, Operation } from './operation.ts';

/** Longer than anybody tries again by a program. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const RETRY_AFTER_S = 1;

/**
 * §2.1: a String of Structured Fields (RFC 9651 §3.3.3). Most clients leave the quotation marks out, and mean the same.
 */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([A-Za-z0-9._~:/+=*-]{1,255}))$/;

export type KeyFound = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'none' } | ProblemAnswer;

export function keyIn(written: string | string[] | undefined): KeyFound {
  if (written === undefined) return { kind: 'none' };
  const [, quoted, bare] = KEY.exec(String(written)) ?? [];
  const key = quoted ?? bare;
  if (key !== undefined) return { kind: 'key', key };
  const detail =
    'is written in quotation marks, of at most 255 characters, such as "8e03978e-40d5-43dd-bc93-6894a57f9324"';
  return problem('invalid-parameters', `Idempotency-Key ${detail}`, {
    errors: [{ header: 'idempotency-key', detail }],
  });
}

export type KeyedCall = Call & { readonly token: NonNullable<Call['token']> };

export type Keyed = {
  readonly key: string;
  readonly operation: Operation;
  readonly call: KeyedCall;
  /** A name for this process, which no other ever has. */
  readonly process: string;
  readonly now: Date;
};

/** `run` is given when it was first asked, where a process that is gone may have done it. */
export async function onceOnly(
  { key, operation, call, process, now }: Keyed,
  shelf: IdempotencyShelf,
  run: (firstAskedAt: string | undefined) => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const request = { tokenId: call.token.id, key, fingerprint: fingerprintOf(operation, call) };
  const expiresAt = new Date(now.getTime() + KEPT_MS).toISOString();
  const begun = await shelf.begin({ ...request, process, now: now.toISOString(), expiresAt });
  if (begun.kind === 'other-request') return problem('key-reused', OTHER_REQUEST);
  if (begun.kind === 'under-way') {
    return problem('key-under-way', UNDER_WAY, { headers: { 'retry-after': String(RETRY_AFTER_S) } });
  }
  if (begun.kind === 'answered') return again(begun.answer);
  return kept(request, operation, shelf, () => run(begun.kind === 'broken-off' ? begun.begunAt : undefined));
}

const OTHER_REQUEST = 'this key was used for another request: a new request takes a new key';
const UNDER_WAY = 'the request that this key was sent with first is not done yet: ask again in a moment';

/** What is the desk's trouble may be tried again; all else is the answer for good. */
async function kept(
  request: KeyedRequest,
  { showsSecret }: Operation,
  shelf: IdempotencyShelf,
  run: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  let answer: ApiAnswer;
  try {
    answer = await run();
  } catch (error) {
    await shelf.forget(request);
    throw error;
  }
  const text = storable(answer);
  if (text === undefined) await shelf.forget(request);
  else await shelf.end(request, { text, isSecret: showsSecret === true });
  return answer;
}

const TRANSIENT: ReadonlySet<ProblemAnswer['problem']> = new Set(['internal-error', 'unavailable', 'quota-exceeded']);

function storable(answer: ApiAnswer): string | undefined {
  if (answer.kind === 'stream' || (answer.kind === 'problem' && TRANSIENT.has(answer.problem))) return undefined;
  if (answer.kind === 'body' && typeof answer.body !== 'string' && answer.body !== undefined) return undefined;
  return JSON.stringify(answer);
}

function again(stored: string): ApiAnswer {
  // Written by `storable`.
  const answer: Exclude<ApiAnswer, { kind: 'stream' }> = JSON.parse(stored);
  return { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } };
}

/** Of what was understood: blanks and the order of parameters make no other request. */
function fingerprintOf({ id }: Operation, { params, query, body }: Call): string {
  return sha256(JSON.stringify([id, params, query, ofBody(body)]));
}

function ofBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('bytes' in body) || !('mediaType' in body)) return body;
  return body.bytes instanceof Uint8Array ? [body.mediaType, sha256(body.bytes)] : body;
}
