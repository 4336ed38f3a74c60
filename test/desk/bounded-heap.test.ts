import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

// A process of its own: the bound is for all threads of a process.
it('bounds the room for young objects, and gives it back to V8', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'much-made.ts')]);
  const [bounded, unbounded]: [number, number] = JSON.parse(stdout);
  expect(bounded).toBeLessThanOrEqual(32);
  expect(unbounded).toBeGreaterThan(32);
});
