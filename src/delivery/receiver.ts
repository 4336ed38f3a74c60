/**
 * The other end, for a downstream agency: verifies what arrives (Standard Webhooks), drops what it has already, and
 * answers 2xx only when the document is on disk.
 */
import type { KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';

import { listening, type ListeningServer, type ListenOptions } from '../http/listening.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { openInbox, type Inbox } from './inbox.ts';
import { verifyingKey } from './keys.ts';
import { isPingId } from './ping-id.ts';
import { refusalOfHead, verifySignature } from './signature.ts';

const BODY_BYTES_MAX = 16 * 1024 * 1024;
/** Agencies keep one open each. With the limit on bodies it bounds the memory that strangers can make this take. */
const CONNECTIONS_MAX = 128;

const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
} as const satisfies ServerOptions;

const ADVICE = { port: 'choose another with --port', host: 'choose another with --host' } as const;

export type ReceiverOptions = ListenOptions & {
  /** `whsec_...`, or `whpk_...` of who signs with a pair of keys; more than one while they are being changed. */
  readonly secrets: readonly string[];
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: DeliveryLog;
  /** Called once for each document, when it is on disk. */
  readonly onDelivery?: (received: Arrival) => void;
};

export type Arrival = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Name of its file in the folder. */
  readonly file: string;
};

/** Rejects where the port is taken, the folder cannot be used, or a secret is none. Webhooks are to be sent to its `url`. */
export async function startReceiver(options: ReceiverOptions): Promise<ListeningServer> {
  const keys = options.secrets.map(verifyingKey);
  const inbox = await openInbox(options.folder);
  const desk: ReceivingDesk = { ...options, keys, inbox };
  const server = createServer(LIMITS, (request, response) => void answer(desk, request, response));
  server.maxConnections = CONNECTIONS_MAX;
  return listening(server, options, ADVICE);
}

type ReceivingDesk = ReceiverOptions & { readonly keys: readonly KeyObject[]; readonly inbox: Inbox };

type Reply = { readonly status: number; readonly text?: string; readonly headers?: Readonly<Record<string, string>> };

async function answer(desk: ReceivingDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, text = '', headers = {} } = await receive(desk, request);
    const type = text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' };
    response.writeHead(status, { ...type, ...headers }).end(text === '' ? undefined : `${text}\n`);
  } catch (error) {
    // Its sender has hung up: there is nobody to answer, and it will try again.
    desk.log.warn({ err: error }, 'a delivery broke off');
    response.destroy();
  }
}

async function receive(desk: ReceivingDesk, request: IncomingMessage): Promise<Reply> {
  if (request.method !== 'POST') {
    return { status: 405, text: 'Webhooks come by POST.', headers: { allow: 'POST', connection: 'close' } };
  }
  const refusal = refusalOfHead({ headers: request.headers, keys: desk.keys, now: desk.now() });
  // Node reads the body and drops it: to hang up in the middle could cost the sender this answer.
  if (refusal !== undefined) return refused(desk, refusal);
  const body = await readBody(request);
  if (body === undefined) {
    return { status: 413, text: `More than ${BODY_BYTES_MAX} bytes.`, headers: { connection: 'close' } };
  }
  const { headers } = request;
  const fault = verifySignature({ headers, body, keys: desk.keys, now: desk.now() });
  if (fault !== undefined) return refused(desk, fault);
  const id = String(headers['webhook-id']);
  if (!isPingId(id)) return keep(desk, telling(request), body);
  desk.log.info({ id }, 'a ping: signed as it has to be');
  return { status: 204 };
}

function refused(desk: ReceivingDesk, reason: string): Reply {
  desk.log.warn({ reason }, 'a delivery was refused');
  return { status: 401, text: reason };
}

async function keep(desk: ReceivingDesk, headers: Arrival['headers'], body: Buffer): Promise<Reply> {
  const id = headers['webhook-id'] ?? '';
  let file: string | undefined;
  try {
    file = await desk.inbox.keep({ id, headers, body });
  } catch (error) {
    desk.log.error({ err: error, id }, 'a delivery cannot be written: its sender is asked to try again');
    return { status: 503, text: 'Cannot be stored just now: try again later.' };
  }
  if (file === undefined) desk.log.info({ id }, 'received before: dropped');
  else {
    desk.log.info({ id, file, bytes: body.length }, 'received');
    desk.onDelivery?.({ headers, body, file });
  }
  return { status: 204 };
}

/** The body; nothing where it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Too much is answered, not cut off.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The headers that say what the document is; the others are of the way it came. */
function telling({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const told = Object.entries(headers).filter(([name]) => /^(webhook-|wiredesk-|content-type$)/.test(name));
  return Object.fromEntries(told.map(([name, value]) => [name, String(value)]));
}
