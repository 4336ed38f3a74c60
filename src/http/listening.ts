/** A server that listens: where it can be reached, an end without cut answers, and errors for the person who starts it. */
import type { Server } from 'node:http';

import { WiredeskError } from '../story/wiredesk-error.ts';
import { closerOf } from './graceful-close.ts';

export type ListeningServer = AsyncDisposable & {
  /** As a person would type it; ends in `/`. */
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

/** What to do where it cannot listen there, in the words of the command: `choose another with --port`. */
export type ListenAdvice = { readonly port: string; readonly host: string };

const CLOSE_GRACE_MS = 5_000;

/** Rejects with a `WiredeskError` where host or port cannot be had. */
export async function listening(
  server: Server,
  { host, port, closeGraceMs = CLOSE_GRACE_MS }: ListenOptions,
  advice: ListenAdvice,
): Promise<ListeningServer> {
  const closeServer = closerOf(server);
  await listen(server, host, port).catch((error: unknown) => {
    throw listenError(error, { host, port, advice });
  });
  const bound = server.address();
  // A string is the path of a pipe, which is never asked for.
  const boundPort = bound === null || typeof bound === 'string' ? port : bound.port;
  const close = (): Promise<void> => closeServer(closeGraceMs);
  return { url: urlOf(host, boundPort), port: boundPort, close, [Symbol.asyncDispose]: close };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } finally {
    server.off('error', reject);
  }
}

type Wish = { readonly host: string; readonly port: number; readonly advice: ListenAdvice };

const LISTEN_ERRORS: Readonly<Record<string, (wish: Wish) => string>> = {
  EADDRINUSE: ({ port, advice }) => `port ${port} is taken by another program: stop that program, or ${advice.port}`,
  EACCES: ({ port, advice }) =>
    `port ${port} is not allowed for this user (below 1024 it takes an administrator): ${advice.port}`,
  EADDRNOTAVAIL: ({ host, advice }) => `${host} is no address of this machine: ${advice.host}`,
  ENOTFOUND: ({ host, advice }) => `the host name ${host} is unknown: ${advice.host}`,
};

function listenError(error: unknown, wish: Wish): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const explain = LISTEN_ERRORS[String(error.code)];
  return explain === undefined ? error : new WiredeskError(explain(wish), { cause: error });
}

function urlOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
