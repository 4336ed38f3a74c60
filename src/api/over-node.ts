/** The API on Node's HTTP server: requests in, answers out. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ApiAnswer, ProblemAnswer } from './answer.ts';
import type { Answered, Api } from './api.ts';
import type { ApiRequest } from './operation.ts';
import { PROBLEM_TYPES, problemTypeUri } from './problem-types.ts';
import { BodyTooLarge } from './request-body.ts';

/** Nothing here is for caches, for frames, or for a browser to guess at. */
const FIELDS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** `baseUrl`: of the desk, below which problems are explained. */
export async function answerOverNode(
  api: Api,
  { baseUrl }: { readonly baseUrl: string },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const answered = await api(requestOf(incoming, outgoing));
  // Who has hung up meanwhile is answered no more.
  if (!outgoing.destroyed) await send(answered, baseUrl, outgoing);
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): ApiRequest {
  const { method = '', url = '', headers } = incoming;
  // Made where it is asked for: most requests are answered at once.
  let ending: AbortController | undefined;
  const controller = (): AbortController => {
    if (ending === undefined) {
      const made = new AbortController();
      ending = made;
      if (outgoing.closed) made.abort();
      else outgoing.once('close', () => made.abort());
    }
    return ending;
  };
  return {
    method,
    target: url,
    headers,
    readBody: (bytesMax) => readBody(incoming, bytesMax),
    get signal() {
      return controller().signal;
    },
  };
}

async function readBody(incoming: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  if (Number(incoming.headers['content-length'] ?? 0) > bytesMax) throw new BodyTooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('a body comes in bytes');
    bytes += piece.byteLength;
    if (bytes > bytesMax) throw new BodyTooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function send({ answer, headers }: Answered, baseUrl: string, outgoing: ServerResponse): Promise<void> {
  if (answer.kind !== 'stream') return sendBody({ answer, headers }, baseUrl, outgoing);
  const refusal = answer.refusal();
  if (refusal !== undefined) return sendBody({ answer: refusal, headers }, baseUrl, outgoing);
  outgoing.writeHead(200, { ...FIELDS, ...headers, ...answer.headers, 'content-type': answer.mediaType });
  // Written by itself, the head is kept as one text, and not as the many that Node has put it together from.
  outgoing.flushHeaders();
  if (outgoing.req.method === 'HEAD') outgoing.end();
  else answer.begin(outgoing);
}

type AnsweredWhole = Omit<Answered, 'answer'> & { readonly answer: Exclude<ApiAnswer, { kind: 'stream' }> };

async function sendBody({ answer, headers }: AnsweredWhole, baseUrl: string, outgoing: ServerResponse): Promise<void> {
  const { status, mediaType, body, ...own } = answer.kind === 'problem' ? problemBody(answer, baseUrl) : answer;
  const made = typeof body === 'function' ? await body() : body;
  const bytes = typeof made === 'string' ? Buffer.from(made) : made;
  outgoing.writeHead(status, {
    ...FIELDS,
    ...headers,
    ...own.headers,
    ...(mediaType !== undefined && { 'content-type': mediaType }),
    // RFC 9110 §8.6: none with 204.
    ...(status !== 204 && { 'content-length': bytes?.byteLength ?? 0 }),
  });
  outgoing.end(bytes);
}

function problemBody(answer: ProblemAnswer, baseUrl: string): Extract<ApiAnswer, { kind: 'body' }> {
  const { problem, detail, errors, headers, more } = answer;
  const { status, title } = PROBLEM_TYPES[problem];
  const members = { type: problemTypeUri(problem, baseUrl), title, status, detail, errors, ...more };
  return {
    kind: 'body',
    status,
    ...(headers !== undefined && { headers }),
    mediaType: 'application/problem+json',
    body: `${JSON.stringify(members)}\n`,
  };
}
