/** A webhook endpoint that answers from a script and remembers what came: on a free port of 127.0.0.1. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { onTestFinished } from 'vitest';

export type ReceivedRequest = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A status; a status with headers and text; no answer ever; the connection reset; or whatever the function does. */
export type ScriptedAnswer =
  | number
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string }
  | 'never'
  | 'reset'
  | ((response: ServerResponse) => void);

/** What to answer to a request, by how many came before it. */
export type Script = (request: ReceivedRequest, before: number) => ScriptedAnswer;

export type WebhookReceiver = {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** So many have been opened. */
  readonly connections: () => number;
  /** Resolves as soon as so many requests have come. */
  readonly received: (count: number) => Promise<void>;
  /** Whether each connection over TLS took up the session of an earlier one. */
  readonly resumed: readonly boolean[];
  /** Ends those that wait for a next request. */
  readonly closeIdleConnections: () => void;
};

/** Closed when the test ends. A list of answers is given in turn, its last one for ever. */
export async function webhookReceiver(
  script: Script | readonly ScriptedAnswer[] = [204],
  tls?: ServerOptions,
): Promise<WebhookReceiver> {
  const answerTo: Script =
    typeof script === 'function' ? script : (_, before) => script[before] ?? script.at(-1) ?? 204;
  const requests: ReceivedRequest[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      const answer = answerTo(received, requests.length);
      requests.push(received);
      give(answer, response);
      for (const waiter of waiting) if (requests.length >= waiter.count) waiter.resolve();
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const resumed: boolean[] = [];
  server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()));
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/wire?key=private`,
    port,
    resumed,
    closeIdleConnections: () => server.closeIdleConnections(),
    requests,
    connections: () => connections,
    received: (count) =>
      new Promise((resolve) => {
        waiting.add({ count, resolve });
        if (requests.length >= count) resolve();
      }),
  };
}

function give(answer: ScriptedAnswer, response: ServerResponse): void {
  if (typeof answer === 'function') answer(response);
  else if (answer === 'reset') response.socket?.resetAndDestroy();
  else if (typeof answer === 'number') response.writeHead(answer).end();
  else if (answer !== 'never') response.writeHead(answer.status, answer.headers).end(answer.text);
}
