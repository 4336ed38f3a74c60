/**
 * The other end, for a downstream agency: verifies what arrives (Standard Webhooks), drops what it has already, and
 * answers 2xx only when the document is on disk.
 */
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { WiredeskError } from '../story/wiredesk-error.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { openInbox, type Inbox } from './inbox.ts';
import { isPingId } from './ping-id.ts';
import { signingKey, verifySignature } from './signature.ts';

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

export type ReceiverOptions = {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** More than one while a secret is being changed. */
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

export type Receiver = AsyncDisposable & {
  /** Where webhooks are to be sent. */
  readonly url: string;
  /** Lets what is arriving arrive. */
  readonly close: () => Promise<void>;
};

/** Rejects where the port is taken, the folder cannot be used, or a secret is none. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const keys = options.secrets.map(signingKey);
  const inbox = await openInbox(options.folder);
  const desk: ReceivingDesk = { ...options, keys, inbox };
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS });
  server.on('request', (request, response) => void answer(desk, request, response));
  const port = await listen(server, options);
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}/`, close, [Symbol.asyncDispose]: close };
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
  const body = await readBody(request);
  if (body === undefined) {
    return { status: 413, text: `More than ${BODY_BYTES_MAX} bytes.`, headers: { connection: 'close' } };
  }
  const refusal = verifySignature({ headers: request.headers, body, keys: desk.keys, now: desk.now() });
  if (refusal !== undefined) {
    desk.log.warn({ reason: refusal }, 'a delivery was refused');
    return { status: 401, text: refusal };
  }
  const id = String(request.headers['webhook-id']);
  if (isPingId(id)) {
    desk.log.info({ id }, 'a ping: signed as it has to be');
    return { status: 204 };
  }
  return keep(desk, telling(request), body);
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

async function listen(server: Server, { host, port }: ReceiverOptions): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const what = taken ? 'is taken: choose another with --port' : `cannot be used: ${String(error)}`;
    throw new WiredeskError(`port ${port} on ${host} ${what}`, { cause: error });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
