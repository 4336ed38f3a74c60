/** Commands as processes that end with their test. */
import { onTestFinished } from 'vitest';

import { launch, type Ended, type Running } from '../../scripts/command-line.ts';

export { eventually, freePort, type Running } from '../../scripts/command-line.ts';

/** Runs a command to its end. */
export async function wiredesk(...words: readonly string[]): Promise<Ended> {
  return startWiredesk(...words).ended;
}

/** Starts a command that runs until it is stopped; the test's end stops it at the latest. */
export function startWiredesk(...words: readonly string[]): Running {
  const running = launch(words);
  onTestFinished(async () => {
    await running.stop('SIGKILL');
  });
  return running;
}
