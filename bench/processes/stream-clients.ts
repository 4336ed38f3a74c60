/** Many clients of a stream of events, each with a connection of its own, who say when each event was there. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { answer } from './answering.ts';

export type StreamClients = {
  /** All have been answered when it returns. */
  readonly begin: (options: {
    readonly port: number;
    readonly token: string;
    readonly clients: number;
  }) => Promise<void>;
  /** When each event came, to each client: milliseconds since 1970, with fractions. */
  readonly arrivals: () => Promise<ReadonlyMap<number, readonly number[]>>;
  /** How many are connected still. */
  readonly end: () => Promise<number>;
};

let sockets: Socket[] = [];
let arrived = new Map<number, number[]>();

/** The `id` of a frame with `data`. */
const EVENT = /id: (\d+)\ndata: /g;

async function joined(port: number, token: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(
    `GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  const [head]: unknown[] = await once(socket, 'data');
  if (!String(head).startsWith('HTTP/1.1 200')) throw new Error(`a stream was answered ${String(head)}`);
  socket.on('data', (piece: string) => {
    const at = performance.timeOrigin + performance.now();
    for (const [, id] of piece.matchAll(EVENT)) {
      const all = arrived.get(Number(id)) ?? [];
      arrived.set(Number(id), all);
      all.push(at);
    }
  });
  return socket;
}

async function close(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  arrived = new Map();
}

const commands: StreamClients = {
  async begin({ port, token, clients }) {
    // A few at a time: what waits to be accepted is bounded.
    while (sockets.length < clients) {
      const some = Array.from({ length: Math.min(100, clients - sockets.length) }, () => joined(port, token));
      sockets.push(...(await Promise.all(some)));
    }
  },
  arrivals: async () => arrived,
  async end() {
    const open = sockets.filter(({ readyState }) => readyState === 'open').length;
    await close();
    return open;
  },
};

answer(commands, close);
