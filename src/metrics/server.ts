/** The metrics over HTTP, apart from the feeds: they name subscribers, which are nobody's business but the operator's. */
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';

import type { Logger } from 'pino';

import { listening, type ListeningServer, type ListenOptions } from '../http/listening.ts';

export type MetricsServing = ListenOptions & {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  readonly log: Pick<Logger, 'error'>;
};

const LIMITS = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  requireHostHeader: true,
} as const satisfies ServerOptions;

const CONNECTIONS_MAX = 64;

const ADVICE = {
  port: 'choose another with metrics.port in wiredesk.yaml',
  host: 'set metrics.host in wiredesk.yaml',
} as const;

export async function startMetricsServer(serving: MetricsServing): Promise<ListeningServer> {
  const server = createServer(LIMITS, (request, response) => void answer(request, response, serving));
  server.maxConnections = CONNECTIONS_MAX;
  return listening(server, serving, ADVICE);
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: MetricsServing): Promise<void> {
  const [path] = (request.url ?? '').split('?');
  if (path !== '/metrics') return end(response, 404, 'Metrics are at /metrics.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return end(response.setHeader('allow', 'GET, HEAD'), 405, 'Metrics are read by GET.\n');
  }
  try {
    const text = await serving.text();
    return end(response, 200, text, serving.contentType);
  } catch (error) {
    serving.log.error({ err: error }, 'the metrics cannot be told');
    return end(response, 500, 'Something went wrong here. The desk has been told.\n');
  }
}

function end(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
