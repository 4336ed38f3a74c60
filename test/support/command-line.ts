/** Commands as processes that end with their test. */
import { once } from 'node:events';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { launch, type Ended, type Running } from '../../scripts/command-line.ts';
import type { StoreMood } from './refusing-store.ts';

export { eventually, freePort, type Running } from '../../scripts/command-line.ts';

/** Runs a command to its end. */
export async function wiredesk(...words: readonly string[]): Promise<Ended> {
  return startWiredesk(...words).ended;
}

/** Starts a command that runs until it is stopped; the test's end stops it at the latest. */
export function startWiredesk(...words: readonly string[]): Running {
  return endingWithTest(launch(words));
}

/** The same, with an open file in the place of its standard output. */
export function startWiredeskWriting(file: number, ...words: readonly string[]): Running {
  return endingWithTest(launch(words, { output: file }));
}

export type RunningOnStore = Running & {
  /** From now on its store is in that mood. */
  readonly storeIs: (mood: StoreMood) => Promise<void>;
};

/** The same, with a store that can be told to refuse. */
export function startWiredeskOnRefusingStore(...words: readonly string[]): RunningOnStore {
  const running = endingWithTest(launch(words, { preload: REFUSING_STORE }));
  return {
    ...running,
    storeIs: async (mood) => {
      running.process.send(mood);
      await once(running.process, 'message');
    },
  };
}

const REFUSING_STORE = join(import.meta.dirname, 'refusing-store.ts');

function endingWithTest(running: Running): Running {
  onTestFinished(async () => {
    await running.stop('SIGKILL');
  });
  return running;
}
