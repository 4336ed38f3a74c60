/** The real command line as a process of its own, as a user would run it; for the scripts here and for tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CLI = join(import.meta.dirname, '..', 'src', 'cli.ts');
/** A machine that has much else to do takes its time; a command that has ended is not waited for. */
const PRINTED_WITHIN_MS = 45_000;

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

export type Running = {
  readonly process: ChildProcess;
  /** What it has printed so far, standard output first. */
  readonly output: () => string;
  /** Resolves with the match once the output has it; fails with the output when the command ends or time is up first. */
  readonly printed: (pattern: RegExp, withinMs?: number) => Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>;
  readonly ended: Promise<Ended>;
};

export type LaunchOptions = {
  readonly cwd?: string;
  /** A module that is loaded before, and listens to what the process is sent. */
  readonly preload?: string;
  /** An open file for its standard output, which is then not among what it has printed. */
  readonly output?: number;
};

export function launch(words: readonly string[], { cwd, preload, output }: LaunchOptions = {}): Running {
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, CLI, ...words], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['pipe', output ?? 'pipe', 'pipe', preload === undefined ? 'ignore' : 'ipc'],
    ...(cwd !== undefined && { cwd }),
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // When it has ended and all that it has printed is there, which may come later.
  let isOver = false;
  const ended = once(child, 'close').then(() => {
    isOver = true;
    return { code: child.exitCode, out, err };
  });
  return {
    process: child,
    output: () => out + err,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
    ended,
    printed: async (pattern, withinMs = PRINTED_WITHIN_MS) => {
      const match = await eventually(
        () => pattern.exec(out + err) ?? undefined,
        withinMs,
        () => isOver,
      );
      if (match === undefined) throw new Error(`${pattern} was not printed; this was:\n${out}${err}`);
      return match;
    },
  };
}

/** Asks again and again until there is an answer; `undefined` when time is up, or the wait has no point any more. */
export async function eventually<Answer>(
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  withinMs: number = PRINTED_WITHIN_MS,
  hopeless: () => boolean = () => false,
): Promise<Answer | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const late = performance.now() >= deadline || hopeless();
    const answer = await ask();
    if (answer !== undefined || late) return answer;
    await sleep(10);
  }
}

/**
 * Below the ports that the system gives away by itself, to whoever listens on port 0 or connects: 32768 and higher on Linux,
 * 49152 elsewhere. So none of those is given what was just found to be free.
 */
const FREE_PORTS = { from: 20_000, to: 32_000 } as const;
const given = new Set<number>();

/** A port that was free a moment ago, for processes that must be told one; each once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FREE_PORTS.from, FREE_PORTS.to);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
