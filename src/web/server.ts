/** The HTTP server: a socket before the app, with limits on what a client may cost. */
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';

import { getRequestListener } from '@hono/node-server';

import { listening, type ListeningServer, type ListenOptions } from '../http/listening.ts';
import type { AccessLog } from './access-log.ts';
import { createApp, documentServing, type WebOptions } from './app.ts';
import { serveStraight } from './serve-straight.ts';

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the 60 s for which proxies keep a connection, so that it is never closed in a request's face.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: true,
  // Of two Host fields none is the right one (RFC 9112 §3.2): joined, they are no name of a host, and are refused.
  joinDuplicateHeaders: true,
  // A request without a body, as all of readers are, is not made a stream that has to be read to its end.
  optimizeEmptyRequests: true,
} as const satisfies ServerOptions;

/** A reader that takes nothing for so long is gone. */
const SOCKET_IDLE_MS = 60_000;
const CONNECTIONS_MAX = 4_096;

const NO_TUNNEL =
  'HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, OPTIONS\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

const ADVICE = {
  port: 'choose another with http.port in wiredesk.yaml or with --port',
  host: 'choose another with http.host in wiredesk.yaml or with --host',
} as const;

export type DeskServerOptions = WebOptions &
  ListenOptions & {
    readonly accessLog?: AccessLog;
    /** Answers what is asked for at `/v1` and below it, straight on the socket, since it may be a stream without end. */
    readonly api?: {
      readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
      /** Connections that streams may hold, beside all others. */
      readonly streamsMax: number;
    };
  };

/** In absolute-form as well (RFC 9112 §3.2.2). */
const FOR_API = /^(?:https?:\/\/[^/?]*)?\/v1(?:[/?]|$)/;

export async function startServer(options: DeskServerOptions): Promise<ListeningServer> {
  const { api } = options;
  const serving = documentServing(options);
  const app = createApp(options, serving);
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    // Of requests that name none, which HTTP/1.0 allows: simple probes of load balancers.
    hostname: 'localhost',
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const isForApi = FOR_API.test(incoming.url ?? '') && incoming.headers.host?.includes(',') !== true;
    if (api !== undefined && isForApi) return api.answer(incoming, outgoing);
    if (await serveStraight(incoming, outgoing, serving)) return;
    // Who has hung up meanwhile would be waited for.
    if (!outgoing.destroyed) await listener(incoming, outgoing);
  };
  const server = createServer(LIMITS, (incoming, outgoing) => void answer(incoming, outgoing));
  if (options.accessLog !== undefined) server.prependListener('request', options.accessLog.watch);
  // Nothing is tunnelled here; without this Node hangs up without a word.
  server.on('connect', (_request, socket) => socket.end(NO_TUNNEL));
  server.timeout = SOCKET_IDLE_MS;
  server.maxConnections = CONNECTIONS_MAX + (api?.streamsMax ?? 0);
  return listening(server, options, ADVICE);
}
