/** The receiver: plain node:http that reads the body and answers 204. One process, as many addresses as there are hosts. */
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';

import { hostOf } from '../material.ts';
import { answer } from './answering.ts';

export type ListenOptions = {
  readonly hosts: number;
  /** With it over TLS. */
  readonly tls?: { readonly key: string; readonly certificate: string };
};

/** Hosts from this one on answer only after so long. */
export type SlowHosts = { readonly from: number; readonly afterMs: number };

export type Received = {
  readonly requests: number;
  /** Of bodies. */
  readonly bytes: number;
  /** Connections that are open now. */
  readonly open: number;
  readonly handshakes: number;
};

export type Arrival = {
  /** Of the host that it came to. */
  readonly host: number;
  readonly seq: number;
  /** When it was answered: milliseconds since 1970, with fractions. */
  readonly at: number;
};

export type Receiver = {
  /** Returns the port. */
  readonly listen: (options: ListenOptions) => Promise<number>;
  /** All since the start. */
  readonly received: () => Promise<Received>;
  readonly slowDown: (hosts: SlowHosts | undefined) => Promise<void>;
  /** From now on each arrival is kept. */
  readonly keepArrivals: () => Promise<void>;
  readonly firstArrival: () => Promise<Arrival | undefined>;
  readonly arrivalCount: () => Promise<number>;
  readonly takeArrivals: () => Promise<readonly Arrival[]>;
  readonly close: () => Promise<void>;
};

/** Longer than any pause of the bench: connections stay warm as long as the sender wants them. */
const KEEP_ALIVE_MS = 10 * 60 * 1000;
const BACKLOG = 4_096;

let listening: Server[] = [];
const sockets = new Set<Socket>();
const counts = { requests: 0, bytes: 0, handshakes: 0 };
let slow: SlowHosts | undefined;
let arrivals: Arrival[] | undefined;

function take(request: IncomingMessage, response: ServerResponse): void {
  request.on('data', (chunk: Buffer) => (counts.bytes += chunk.length));
  request.on('end', () => {
    counts.requests += 1;
    if (slow === undefined && arrivals === undefined) return accept(response);
    const host = indexOf(request.socket.localAddress ?? '');
    const sequence = Number(request.headers['wiredesk-sequence']);
    if (slow !== undefined && host >= slow.from) setTimeout(accept, slow.afterMs, response);
    else {
      accept(response);
      arrivals?.push({ host, seq: sequence, at: performance.timeOrigin + performance.now() });
    }
    return undefined;
  });
}

function accept(response: ServerResponse): void {
  response.writeHead(204).end();
}

/** The inverse of `hostOf`. */
function indexOf(address: string): number {
  const [, , third, fourth] = address.split('.').map(Number);
  return (third ?? 0) * 256 + (fourth ?? 0);
}

const commands: Receiver = {
  async listen({ hosts, tls }) {
    const server =
      tls === undefined ? createHttpServer(take) : createTlsServer({ key: tls.key, cert: tls.certificate }, take);
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on('secureConnection', () => (counts.handshakes += 1));
    const onSocket = (socket: Socket): void => {
      keep(socket);
      server.emit('connection', socket);
    };
    let port = 0;
    for (let host = 0; host < hosts; host += 1) {
      const ear = createTcpServer(onSocket).listen({ host: hostOf(host), port, backlog: BACKLOG });
      listening.push(ear);
      await once(ear, 'listening');
      port = portOf(ear);
    }
    return port;
  },
  received: async () => ({ ...counts, open: sockets.size }),
  async slowDown(hosts) {
    slow = hosts;
  },
  async keepArrivals() {
    arrivals = [];
  },
  firstArrival: async () => arrivals?.[0],
  arrivalCount: async () => arrivals?.length ?? 0,
  async takeArrivals() {
    const kept = arrivals ?? [];
    arrivals = undefined;
    return kept;
  },
  async close() {
    for (const ear of listening) ear.close();
    for (const socket of sockets) socket.destroy();
    listening = [];
  },
};

function portOf(ear: Server): number {
  const address = ear.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

function keep(socket: Socket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
}

answer(commands, commands.close);
