/** The real command line as a process of its own, as a user would run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { onTestFinished } from 'vitest';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a command to its end. */
export async function wiredesk(...words: readonly string[]): Promise<Ended> {
  return startWiredesk(...words).ended;
}

export type Running = {
  readonly process: ChildProcess;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** Resolves with the match once the output has it; fails with the output when the command ends or time is up first. */
  printed(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
};

/** Starts a command that runs until it is stopped; the test's end stops it at the latest. */
export function startWiredesk(...words: readonly string[]): Running {
  const child = spawn(process.execPath, [CLI, ...words], { env: { ...process.env, NO_COLOR: '1' } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, out, err }));
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  onTestFinished(async () => {
    await stop('SIGKILL');
  });
  return {
    process: child,
    output: () => out + err,
    stop,
    ended,
    printed: async (pattern, withinMs = 8_000) => {
      const match = await eventually(
        () => pattern.exec(out + err) ?? undefined,
        withinMs,
        () => child.exitCode !== null,
      );
      if (match === undefined) throw new Error(`${pattern} was not printed; this was:\n${out}${err}`);
      return match;
    },
  };
}

/** Asks again and again until there is an answer; `undefined` when time is up, or the wait has no point any more. */
export async function eventually<Answer>(
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  withinMs = 8_000,
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
