/** Many readers, each with a connection of its own that it keeps, who together ask so often a second. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { answer } from './answering.ts';

export type CrowdOptions = {
  readonly port: number;
  readonly readers: number;
  readonly requestsPerSecond: number;
  readonly path: string;
  /** Of what every other reader has already. */
  readonly etag: string;
};

export type Asked = {
  /** How many answers there were of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly latencies: readonly number[];
  /** Connections that are open still. */
  readonly open: number;
  /** Times at which a reader was to ask again and still waited for its last answer. */
  readonly late: number;
};

export type Crowd = {
  /** All are connected when it returns, and ask from then on. */
  readonly begin: (options: CrowdOptions) => Promise<void>;
  readonly end: () => Promise<Asked>;
};

type Reader = { readonly socket: Socket; readonly request: string; askedAt: number | undefined; received: Buffer };

const TICK_MS = 10;

let readers: Reader[] = [];
let ticking: NodeJS.Timeout | undefined;
let statuses: Record<string, number> = {};
let latencies: number[] = [];
let late = 0;

function read(reader: Reader, piece: Buffer): void {
  reader.received = reader.received.length === 0 ? piece : Buffer.concat([reader.received, piece]);
  const headEnd = reader.received.indexOf('\r\n\r\n');
  if (headEnd < 0) return;
  const head = reader.received.toString('latin1', 0, headEnd);
  const status = head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
  const length = status === '304' ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1]);
  if (reader.received.length < headEnd + 4 + length || reader.askedAt === undefined) return;
  statuses[status] = (statuses[status] ?? 0) + 1;
  latencies.push(performance.now() - reader.askedAt);
  reader.askedAt = undefined;
  reader.received = Buffer.alloc(0);
}

async function arrived(number: number, { port, path, etag }: CrowdOptions): Promise<Reader> {
  const socket = connect(port, '127.0.0.1');
  const condition = number % 2 === 0 ? '' : `If-None-Match: ${etag}\r\n`;
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n${condition}\r\n`;
  const one: Reader = { socket, request, askedAt: undefined, received: Buffer.alloc(0) };
  socket.on('data', (piece: Buffer) => read(one, piece));
  await once(socket, 'connect');
  // What breaks from now on is counted as no longer open.
  socket.on('error', () => undefined);
  return one;
}

async function close(): Promise<void> {
  clearInterval(ticking);
  for (const { socket } of readers) socket.destroy();
  readers = [];
}

const commands: Crowd = {
  async begin(options) {
    [statuses, latencies, late] = [{}, [], 0];
    // A few at a time: what waits to be accepted is bounded.
    while (readers.length < options.readers) {
      const numbers = Array.from({ length: Math.min(100, options.readers - readers.length) }, (_, index) => index);
      const from = readers.length;
      readers.push(...(await Promise.all(numbers.map((number) => arrived(from + number, options)))));
    }
    const startedAt = performance.now();
    let asked = 0;
    ticking = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) * options.requestsPerSecond) / 1000);
      for (; asked < due; asked += 1) {
        const next = readers[asked % readers.length];
        if (next === undefined) return;
        if (next.askedAt !== undefined) late += 1;
        else {
          next.askedAt = performance.now();
          next.socket.write(next.request);
        }
      }
    }, TICK_MS);
  },
  async end() {
    clearInterval(ticking);
    const open = readers.filter(({ socket }) => socket.readyState === 'open').length;
    await close();
    return { statuses, latencies, open, late };
  },
};

answer(commands, close);
