import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { snapshotWire } from '../../src/wire/snapshot.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { eventually } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('is one sound state of a wire that another process goes on writing', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'wire.sqlite');
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'append-for-ever.ts'), file]);
  onTestFinished(async () => {
    writer.kill('SIGKILL');
    await once(writer, 'close');
  });
  let reported = 0;
  writer.stdout.on('data', (chunk: Buffer) => (reported = Number(chunk.toString().trim().split('\n').at(-1))));
  const counts: number[] = [];
  for (const name of ['one', 'two', 'three']) {
    // It goes on meanwhile.
    expect(await eventually(() => (reported > (counts.at(-1) ?? 0) ? true : undefined))).toBe(true);
    await snapshotWire(file, join(folder, name));
    await using copy = await openSqliteStore(join(folder, name), { key: undefined });
    const verification = await verifyLog(copy);
    if (!verification.intact) throw new Error(verification.reason);
    counts.push(verification.events);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(new Set(counts).size).toBe(3);
});

it('says what is not there, and makes nothing', async () => {
  const folder = await temporaryFolder();
  await expect(snapshotWire(join(folder, 'wire.sqlite'), join(folder, 'copy'))).rejects.toThrow(
    /wire\.sqlite is not there: this desk has published nothing yet/,
  );
  await expect(stat(join(folder, 'wire.sqlite'))).rejects.toThrow(/ENOENT/);
});
