/** The HTTP server: a socket before the app, with limits on what a client may cost, and an end without cut answers. */
import { createServer, type Server, type ServerOptions } from 'node:http';

import { getRequestListener } from '@hono/node-server';

import { WiredeskError } from '../story/wiredesk-error.ts';
import { createApp, type WebOptions } from './app.ts';
import { closerOf } from './graceful-close.ts';

export type RunningServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those under way finish for a few seconds, and cuts what is left. */
  readonly close: () => Promise<void>;
};

export type ListenOptions = {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How long `close` waits for requests under way. */
  readonly closeGraceMs?: number;
};

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the 60 s for which proxies keep a connection, so that it is never closed in a request's face.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: true,
} as const satisfies ServerOptions;

/** A reader that takes nothing for so long is gone. */
const SOCKET_IDLE_MS = 60_000;
const CONNECTIONS_MAX = 4_096;
const CLOSE_GRACE_MS = 5_000;

const NO_TUNNEL =
  'HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, OPTIONS\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

export async function startServer(options: WebOptions & ListenOptions): Promise<RunningServer> {
  const { host, port, closeGraceMs = CLOSE_GRACE_MS } = options;
  const app = createApp(options);
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    // Of requests that name none, which HTTP/1.0 allows: simple probes of load balancers.
    hostname: 'localhost',
  });
  const server = createServer(LIMITS, (incoming, outgoing) => void listener(incoming, outgoing));
  // Nothing is tunnelled here; without this Node hangs up without a word.
  server.on('connect', (_request, socket) => socket.end(NO_TUNNEL));
  server.timeout = SOCKET_IDLE_MS;
  server.maxConnections = CONNECTIONS_MAX;
  const closeServer = closerOf(server);
  await listening(server, host, port);
  const bound = server.address();
  // A string is the path of a pipe, which is never asked for.
  const boundPort = bound === null || typeof bound === 'string' ? port : bound.port;
  const close = (): Promise<void> => closeServer(closeGraceMs);
  return { url: urlOf(host, boundPort), port: boundPort, close, [Symbol.asyncDispose]: close };
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } catch (error) {
    throw listenError(error, host, port);
  } finally {
    server.off('error', reject);
  }
}

const CHOOSE_ANOTHER = 'choose another with http.port in wiredesk.yaml or with --port';

const LISTEN_ERRORS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_host, port) => `port ${port} is taken by another program: stop that program, or ${CHOOSE_ANOTHER}`,
  EACCES: (_host, port) =>
    `port ${port} is not allowed for this user (below 1024 it takes an administrator): ${CHOOSE_ANOTHER}`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine: set http.host in wiredesk.yaml`,
  ENOTFOUND: (host) => `the host name ${host} is unknown: set http.host in wiredesk.yaml`,
};

function listenError(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const explain = LISTEN_ERRORS[String(error.code)];
  return explain === undefined ? error : new WiredeskError(explain(host, port), { cause: error });
}

/** As a person would type it. */
function urlOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
