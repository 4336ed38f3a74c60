/**
 * The access log: a line for each answer, written a batch at a time and waited for by nobody. The file is opened anew for
 * each batch, so that it can be renamed or emptied at any time by whatever rotates logs; no signal is needed.
 */
import { appendFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';

import type { Logger } from 'pino';

import { makeFolders } from '../wire/make-folders.ts';
import { type Access, type AccessForm, accessLine } from './access-line.ts';

export type AccessLog = AsyncDisposable & {
  /** To be told of each request before it is answered. */
  readonly watch: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
};

export type AccessLogOptions = {
  readonly form: AccessForm;
  /** Appends some lines. */
  readonly append: (lines: string) => Promise<void>;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'warn' | 'info'>;
};

/** So long a line waits at most, and so many characters of lines. */
const FLUSH_MS = 1_000;
const WAITING_MAX = 4 * 1024 * 1024;
/** From so many on they are written at once. */
const BATCH = 64 * 1024;

export function openAccessLog({ form, append, now, log }: AccessLogOptions): AccessLog {
  let waiting: string[] = [];
  let size = 0;
  let lost = 0;
  let isFailing = false;
  let writing: Promise<void> | undefined;

  function take(line: string): void {
    if (size + line.length > WAITING_MAX) {
      lost += 1;
      return;
    }
    waiting.push(line);
    size += line.length + 1;
    if (size >= BATCH && !isFailing) void flush();
  }

  async function write(): Promise<void> {
    const lines = waiting;
    const written = size;
    waiting = [];
    try {
      await append(`${lines.join('\n')}\n`);
      size -= written;
      if (isFailing) log.info({ lost }, 'the access log is written again');
      isFailing = false;
      lost = 0;
    } catch (error) {
      waiting = [...lines, ...waiting];
      if (!isFailing) log.warn({ err: error }, 'the access log cannot be written: requests go on without it');
      isFailing = true;
    }
  }

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    writing ??= write().finally(() => (writing = undefined));
    await writing;
  }

  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();

  return {
    watch: (incoming, outgoing) => {
      // A socket that has been closed no longer says whose it was.
      const client = incoming.socket.remoteAddress;
      const at = now();
      const isHead = incoming.method === 'HEAD';
      const bytes = bodyCounter(outgoing);
      outgoing.once('close', () => {
        const access = { client, at, bytes: isHead ? 0 : bytes(), ...accessOf(incoming, outgoing) };
        take(accessLine(access, form));
      });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await writing;
      await flush();
    },
  };
}

/** Appends to that file, or to standard output for `-`. */
export function appendTo(file: string): AccessLogOptions['append'] {
  if (file === '-') {
    return (lines) =>
      new Promise((resolve, reject) => {
        process.stdout.write(lines, (error) => (error instanceof Error ? reject(error) : resolve()));
      });
  }
  return async (lines) => {
    await makeFolders(dirname(file));
    await appendFile(file, lines);
  };
}

function accessOf(
  { method = '-', url = '-', httpVersion, headers }: IncomingMessage,
  { statusCode }: ServerResponse,
): Omit<Access, 'client' | 'at' | 'bytes'> {
  const { referer, 'user-agent': userAgent } = headers;
  return { method, target: url, httpVersion, status: statusCode, referer, userAgent };
}

/** Node does not tell how long a body has become: so what is handed to it is counted. */
function bodyCounter(outgoing: ServerResponse): () => number {
  let bytes = 0;
  const counting: ProxyHandler<ServerResponse['write'] & ServerResponse['end']> = {
    apply(original, self, given: readonly unknown[]) {
      const [chunk] = given;
      if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
      else if (typeof chunk === 'string') bytes += Buffer.byteLength(chunk);
      return Reflect.apply(original, self, given);
    },
  };
  // Each is called as before, on whatever it was called on.
  // oxlint-disable-next-line typescript/unbound-method
  [outgoing.write, outgoing.end] = [new Proxy(outgoing.write, counting), new Proxy(outgoing.end, counting)];
  return () => bytes;
}
