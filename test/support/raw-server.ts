/** A server below HTTP, on a free port of loopback: what it writes is up to the test. Closed when the test ends. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

import { onTestFinished } from 'vitest';

export type RawServer = {
  readonly port: number;
  /** All that has come, over each connection in turn. */
  readonly received: () => readonly string[];
  /** Where each connection has led, in turn. */
  readonly reached: readonly string[];
};

/** `onConnection` is called before anything has come. */
export async function rawServer(
  onConnection: (socket: Socket, before: number) => void,
  { host = '127.0.0.1', tls }: { host?: string; tls?: TlsOptions } = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const texts: { text: string }[] = [];
  const reached: string[] = [];
  const listener = (socket: Socket): void => {
    const heard = { text: '' };
    texts.push(heard);
    sockets.add(socket);
    reached.push(socket.localAddress ?? '');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (heard.text += chunk.toString('latin1')));
    onConnection(socket, texts.length - 1);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, reached, received: () => texts.map(({ text }) => text) };
}

/** Calls `act` for each request that has come whole, as its `content-length` says. */
export function onRequest(socket: Socket, act: () => void): void {
  let unread = '';
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1');
    for (let end = endOfRequest(unread); end <= unread.length; end = endOfRequest(unread)) {
      unread = unread.slice(end);
      act();
    }
  });
}

function endOfRequest(text: string): number {
  const head = /^[^]*?\r\n\r\n/.exec(text)?.[0];
  if (head === undefined) return Infinity;
  return head.length + Number(/^content-length: (\d+)\r$/im.exec(head)?.[1] ?? 0);
}

/** The requests that came over one connection, by their paths. */
export function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/^POST (\S+) HTTP\/1\.1\r$/gm)].map(([, path]) => path ?? '');
}

/** Writes that beginning, and the rest again and again for as long as it can. */
export function pour(socket: Socket, beginning: string, rest: string): void {
  const much = rest.repeat(16_384);
  const more = (): void => {
    while (!socket.destroyed && socket.write(much));
  };
  socket.write(beginning);
  socket.on('drain', more);
  more();
}
