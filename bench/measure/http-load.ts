/**
 * As many requests as a server answers, made by wrk: in C, so that on two cores it is not the one that is measured. What
 * comes back is held against one answer that was looked at: the status of all, and their size.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';

import { cpuMsOfTree } from './process-use.ts';

export const WRK = { program: '/usr/bin/wrk', package: 'wrk' } as const;

export type HttpLoad = {
  readonly port: number;
  /** Of the server, with all that it has started. */
  readonly pid: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly connections: number;
  readonly seconds: number;
};

export type HttpSpent = { readonly perSecond: number; readonly cpuMicrosecondsEach: number };

export async function httpLoad(wrk: string, load: HttpLoad): Promise<HttpSpent> {
  const size = await sizeOfAnswer(load);
  const fields = Object.entries(load.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const words = ['-t', '1', '-c', String(load.connections), '-d', `${load.seconds}s`, ...fields];
  const before = cpuMsOfTree(load.pid);
  const { stdout } = await promisify(execFile)(wrk, [...words, `http://127.0.0.1:${load.port}${load.path}`]);
  const cpuMs = cpuMsOfTree(load.pid) - before;
  const [, count, took, read, unit] = /(\d+) requests in ([\d.]+)s, ([\d.]+)([KMG]?)B read/.exec(stdout) ?? [];
  const requests = Number(count);
  const bytesEach = (Number(read) * (UNITS[unit ?? ''] ?? NaN)) / requests;
  // The size tells a 304 from a 200; wrk itself tells of refusals and of connections that broke.
  const isSame = Math.abs(bytesEach / size - 1) < 0.05;
  if (!isSame || /Non-2xx|Socket errors/.test(stdout)) {
    throw new Error(`answers of ${bytesEach.toFixed(0)} bytes where ${size} were expected:\n${stdout}`);
  }
  return { perSecond: requests / Number(took), cpuMicrosecondsEach: (cpuMs * 1000) / requests };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** Header section and body, of one answer with the status that is to be measured. */
async function sizeOfAnswer({ port, path, headers, status }: HttpLoad): Promise<number> {
  const fields = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (piece) => (answer += piece));
  socket.write(`GET ${path} HTTP/1.1\r\n${fields.join('')}\r\n`);
  await once(socket, 'data');
  // Kept open, as wrk keeps its own; the rest of the body is on its way.
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  if (!answer.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`not answered ${status}:\n${answer.slice(0, 500)}`);
  return answer.length;
}
