/** The end of a server: no answer is cut that can still be finished, and no idle connection is waited for. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * To be called before the server listens. Node itself closes only connections that have had a request and wait for the
 * next: one that a browser opened for later, or that is kept alive after an answer under way, would hold up the end.
 */
export function closerOf(server: Server): (graceMs: number) => Promise<void> {
  const underWay = new Map<Socket, number>();
  let closing = false;

  const hangUpIfIdle = (socket: Socket): void => {
    if (closing && (underWay.get(socket) ?? 0) === 0) socket.destroySoon();
  };

  server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  // One function for all: answers are many.
  function ended(this: ServerResponse): void {
    const { socket } = this.req;
    const requests = underWay.get(socket);
    if (requests === undefined) return;
    underWay.set(socket, requests - 1);
    hangUpIfIdle(socket);
  }

  server.on('request', ({ socket }, response) => {
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.on('close', ended);
  });

  return async (graceMs) => {
    if (!server.listening) return;
    closing = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    for (const socket of underWay.keys()) hangUpIfIdle(socket);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    await promise;
    clearTimeout(cut);
  };
}
