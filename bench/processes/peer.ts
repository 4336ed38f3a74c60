/** A process of the bench that takes commands: a sender, a receiver. Its standard error goes to a file. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Commands, Question, Reply } from './answering.ts';

export type Peer<C extends Commands> = AsyncDisposable & {
  readonly pid: number;
  readonly ask: <Name extends keyof C & string>(
    name: Name,
    ...argument: Parameters<C[Name]>
  ) => Promise<Awaited<ReturnType<C[Name]>>>;
};

export type PeerOptions = {
  /** For what it writes; distinct among the peers of one folder. */
  readonly name: string;
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** For Node itself: `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
};

/** Node's own place for it, which the command line uses too. */
const COMPILE_CACHE = join(tmpdir(), 'node-compile-cache');

/** No command of the bench takes so long, however slow the machine: it is stuck. */
const ANSWER_WITHIN_MS = 5 * 60_000;

/** Starts the module at that address, which calls `answer`. Disposing of it ends the process and waits for its end. */
export async function startPeer<C extends Commands>(module: URL, options: PeerOptions): Promise<Peer<C>> {
  const { name, folder, environment = {}, nodeOptions = [] } = options;
  const errors = join(folder, `${name}.log`);
  const file = openSync(errors, 'a');
  const child = fork(module, [], {
    execArgv: [...nodeOptions],
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...environment },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', file, 'ipc'],
  });
  closeSync(file);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ended = once(child, 'exit');
  child.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('trouble' in reply) asked?.reject(new Error(`${name}: ${reply.trouble}`));
    else asked?.resolve(reply.result);
  });
  child.on('exit', (code, signal) => {
    const last = readFileSync(errors, 'utf8').slice(-2_000);
    const trouble = new Error(`${name} has ended (${signal ?? code}) before it answered:\n${last}`);
    for (const { reject } of waiting.values()) reject(trouble);
  });
  let asked = 0;

  async function ask(command: string, ...[argument]: readonly unknown[]): Promise<unknown> {
    const id = (asked += 1);
    const answered = Promise.withResolvers<unknown>();
    waiting.set(id, answered);
    child.send({ id, command, argument } satisfies Question);
    const late = new Error(`${name} has not answered "${command}" within ${ANSWER_WITHIN_MS / 60_000} minutes`);
    const deadline = setTimeout(() => answered.reject(late), ANSWER_WITHIN_MS);
    return answered.promise.finally(() => clearTimeout(deadline));
  }

  return {
    pid: child.pid ?? 0,
    // What comes back is what the module's command returns: `C` is its type.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    ask: ask as Peer<C>['ask'],
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
