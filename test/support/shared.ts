/** Reference data beside the repository, in ../shared: schemas, vocabularies, the sample story. Not part of a release. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const SHARED = new URL('../../../shared/', import.meta.url);

/**
 * The absolute path of a file there; `undefined` where it is absent, which in CI is an error.
 * WIREDESK_WITHOUT_SHARED=1 shows what a clone without it sees.
 */
export function sharedFile(path: string): string | undefined {
  if (process.env['WIREDESK_WITHOUT_SHARED'] === '1') return undefined;
  const file = fileURLToPath(new URL(path, SHARED));
  if (existsSync(file)) return file;
  if (process.env['WIREDESK_CI'] === '1') throw new Error(`${file} is missing: CI needs the reference data`);
  return undefined;
}

/** Tests that need it: skipped, and shown as skipped, where it is absent; in CI they fail instead. */
export function describeWithShared(name: string, tests: () => void): void {
  const present = sharedFile('schemas/README.md') !== undefined;
  describe.skipIf(!present)(present ? name : `${name} (skipped: no ../shared)`, tests);
}
