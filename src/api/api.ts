/** From a request to an answer: who asks, for what, whether they may, and whether it is well said; then it is done. */
import { StoreError } from '../wire/store.ts';
import type { AccessToken } from '../wire/token-shelf.ts';
import { admit, scopeRefusal } from './admission.ts';
import { type ApiAnswer, problem } from './answer.ts';
import { checkedHeaders, checkedParams, checkedQuery } from './checked.ts';
import { keyIn, onceOnly, type KeyedCall } from './idempotency.ts';
import type { ApiRequest, Call, Operation } from './operation.ts';
import type { Quota } from './quota.ts';
import { bodyOf } from './request-body.ts';
import type { ApiRoom } from './room.ts';
import { told } from './refusal.ts';
import { routesOf } from './routes.ts';
import { readTarget } from './target.ts';
import type { TokenUses } from './token-uses.ts';

/** The answer, with header fields that go beside those of its own. */
export type Answered = { readonly answer: ApiAnswer; readonly headers: Readonly<Record<string, string>> };

export type Api = (request: ApiRequest) => Promise<Answered>;

export type ApiParts = {
  readonly room: ApiRoom;
  readonly operations: readonly Operation[];
  readonly quota: Quota;
  readonly uses: Pick<TokenUses, 'note'>;
};

/** How long a client waits that was refused by a store in trouble. */
const RETRY_AFTER_S = 5;

export function apiOf(parts: ApiParts): Api {
  const { room, operations } = parts;
  const routes = routesOf(operations);
  const isOpen = openness(room);
  return async (request) => {
    try {
      if (!(await isOpen())) return alone(problem('not-found', NO_API));
      const target = readTarget(request.target);
      if (target === undefined) return alone(problem('invalid-request', 'the address cannot be read'));
      const route = routes(request.method, target.segments);
      if (route.kind === 'unknown') return alone(problem('not-found', 'nothing of the API is at this address'));
      if (route.kind === 'other-methods') return alone(otherMethods(request.method, route.allow));
      return await carriedOut(parts, { request, query: target.query, ...route });
    } catch (error) {
      return alone(failure(error, request, room));
    }
  };
}

const NO_API = 'this desk has no API: it answers once there is an access token (wiredesk tokens add)';

/** A desk whose operator has never made a token shows nothing of an API. Once there is one, there always was. */
function openness({ store: { tokens } }: ApiRoom): () => Promise<boolean> {
  let isOpen = false;
  return async () => {
    isOpen ||= await tokens.any();
    return isOpen;
  };
}

function alone(answer: ApiAnswer): Answered {
  return { answer, headers: {} };
}

/** Scripts of other sites are not let in, so a preflight request gets no more than anybody. */
function otherMethods(method: string, allow: string): ApiAnswer {
  if (method === 'OPTIONS') return { kind: 'body', status: 204, headers: { allow } };
  return problem('method-not-allowed', `here it is ${allow}`, { headers: { allow } });
}

type Asked = {
  readonly request: ApiRequest;
  readonly query: URLSearchParams;
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
};

async function carriedOut(parts: ApiParts, asked: Asked): Promise<Answered> {
  const { room, quota, uses } = parts;
  const { operation, request, query } = asked;
  if (operation.scope === undefined) return alone(await checkedRun(room, asked, undefined));
  const now = room.now();
  const admission = await admit({ headers: request.headers, query, now }, room.store.tokens);
  if (admission.kind === 'problem') return alone(admission);
  const { token } = admission;
  uses.note(token.id, now);
  const { headers, refusal } = quota.take(token.id, now.getTime());
  const answer = refusal ?? scopeRefusal(token, operation.scope) ?? (await checkedRun(room, asked, token));
  return { answer, headers };
}

async function checkedRun(
  room: ApiRoom,
  { request, query, operation, params }: Asked,
  token: AccessToken | undefined,
): Promise<ApiAnswer> {
  const path = checkedParams(operation.params, params);
  if (path.kind === 'problem') return path;
  const asked = checkedQuery(operation.query, query);
  if (asked.kind === 'problem') return asked;
  const headers = checkedHeaders(operation.headers, request.headers);
  if (headers.kind === 'problem') return headers;
  const body = await bodyOf(request, operation.body);
  if (body.kind === 'problem') return body;
  const values = { params: path.value, query: asked.value, headers: headers.value, body: body.value };
  return done(room, operation, { ...values, token, firstAskedAt: undefined, request });
}

/** What is read is the same however often; what changes something is done once for each key. */
async function done(room: ApiRoom, operation: Operation, call: Call): Promise<ApiAnswer> {
  const run: Run = (firstAskedAt) => told(() => operation.run({ ...call, firstAskedAt }, room));
  const { token } = call;
  if (operation.method === 'GET' || token === undefined) return run(undefined);
  const answer = await doneOnce(room, operation, { ...call, token }, run);
  const result = answer.kind === 'problem' ? answer.problem : 'done';
  room.log.info({ operation: operation.id, params: call.params, token: token.name, result }, 'by the API');
  return answer;
}

type Run = (firstAskedAt: string | undefined) => Promise<ApiAnswer>;

async function doneOnce(room: ApiRoom, operation: Operation, call: KeyedCall, run: Run): Promise<ApiAnswer> {
  const found = keyIn(call.request.headers['idempotency-key']);
  if (found.kind === 'problem') return found;
  if (found.kind === 'none') return run(undefined);
  const keyed = { key: found.key, operation, call, process: room.process, now: room.now() };
  return onceOnly(keyed, room.store.idempotency, run);
}

/**
 * Of a full disk too it is 503 and not 507: a client would have to ask its user before it tries again (RFC 4918 §11.5), and
 * news goes out when there is room.
 */
const TROUBLES: Partial<Readonly<Record<StoreError['code'], string>>> = {
  full: 'the disk of this desk is full, and takes nothing: try again in a while, when its operator has made room',
  unavailable: 'the wire cannot be read or written at the moment: try again in a while',
};

/** What is wrong is told to the desk; others learn that something is, and whether the disk is full. */
function failure(error: unknown, { method, target }: ApiRequest, { log }: ApiRoom): ApiAnswer {
  const path = target.split('?')[0];
  log.error({ err: error, method, path }, 'the API cannot answer a request');
  const trouble = error instanceof StoreError ? TROUBLES[error.code] : undefined;
  if (trouble !== undefined) {
    return problem('unavailable', trouble, { headers: { 'retry-after': String(RETRY_AFTER_S) } });
  }
  return problem('internal-error', 'the desk has been told');
}
