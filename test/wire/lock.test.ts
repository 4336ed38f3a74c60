import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { lockHolder, lockOwner, takeLock } from '../../src/wire/lock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('is held by one at a time, says who has it, and passes on when it is let go', async () => {
  const file = join(await temporaryFolder(), 'pass.lock');
  const first = await takeLock(file, 'the first', 0);
  expect(first).toBeDefined();
  expect(await takeLock(file, 'the second', 0)).toBeUndefined();
  expect(lockOwner(file)).toBe('the first');
  const waiting = takeLock(file, 'the third', 20_000);
  first?.[Symbol.dispose]();
  using third = await waiting;
  expect(third).toBeDefined();
  expect(lockOwner(file)).toBe('the third');
});

it('ends with its process, even one that was killed', async () => {
  const file = join(await temporaryFolder(), 'pass.lock');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-lock.ts'), file]);
  await once(child.stdout, 'data');
  expect(await takeLock(file, 'me', 0)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'close');
  using lock = await takeLock(file, 'me', 20_000);
  expect(lock).toBeDefined();
});

it('can be looked at without being taken', async () => {
  const file = join(await temporaryFolder(), 'pass.lock');
  expect(lockHolder(file)).toBeUndefined();
  const lock = await takeLock(file, 'wiredesk start, process 1', 0);
  expect(lockHolder(file)).toBe('wiredesk start, process 1');
  lock?.[Symbol.dispose]();
  expect(lockHolder(file)).toBeUndefined();
  using again = await takeLock(file, 'the next', 0);
  expect(again).toBeDefined();
});

it('is refused to nobody because somebody is looking at it, however long the look takes', async () => {
  const file = join(await temporaryFolder(), 'delivery.lock');
  (await takeLock(file, 'wiredesk start, process 1', 0))?.[Symbol.dispose]();
  const looking = new DatabaseSync(file, { readOnly: true });
  looking.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  const taking = takeLock(file, 'wiredesk start, process 2', 0);
  await sleep(200);
  looking.close();
  using taken = await taking;
  expect([taken !== undefined, lockOwner(file)]).toEqual([true, 'wiredesk start, process 2']);
});

it('who waits for it can be told to stop waiting', async () => {
  const file = join(await temporaryFolder(), 'pass.lock');
  using held = await takeLock(file, 'the first', 0);
  const stopping = new AbortController();
  const waiting = takeLock(file, 'the second', 3_600_000, stopping.signal);
  stopping.abort();
  expect([held !== undefined, await waiting]).toEqual([true, undefined]);
});
