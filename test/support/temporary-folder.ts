/** A folder of the test's own, removed when the test ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

/** What is to be ended is handed over to it: by default to the running test. */
export type WhenDone = (end: () => Promise<void>) => void;

export async function temporaryFolder(whenDone: WhenDone = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wiredesk-'));
  whenDone(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
