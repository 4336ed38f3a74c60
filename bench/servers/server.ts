/** A database server of the bench's own, in a folder of its own, for as long as a section takes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type Server = AsyncDisposable & {
  /** All that it starts are its children. */
  readonly pid: number;
};

export type ServerCommand = {
  readonly program: string;
  readonly words: readonly string[];
  /** What it writes. */
  readonly logFile: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: NodeJS.Signals;
  readonly isReady: () => Promise<boolean>;
};

const READY_WITHIN_MS = 20_000;

const running = new Set<ChildProcess>();
// However the bench ends, no server outlives it.
process.on('exit', () => {
  for (const server of running) server.kill('SIGKILL');
});

export async function startServer(command: ServerCommand): Promise<Server> {
  const { program, words, logFile, user, stopSignal, isReady } = command;
  const log = openSync(logFile, 'a');
  const child = spawn(program, words, { stdio: ['ignore', log, log], ...user });
  closeSync(log);
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${program} does not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
    }
    await sleep(50);
  }
  return {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill(stopSignal);
      await ended;
    },
  };
}
