/** Deliveries recorded by a thread of its own, over a real file. */
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { recordApart, type RecorderApart } from '../../src/wire/record-apart.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, guidOf, newSubscriber } from './samples.ts';

/**
 * Whether this process holds a lock on it, as proc(5) tells. Without one, a tool of SQLite (before 3.51) takes its log away
 * when it closes the file, and all that is written from then on is lost.
 */
async function isLocked(file: string): Promise<boolean> {
  const { ino } = await stat(file);
  const locks = (await readFile('/proc/locks', 'utf8')).split('\n');
  return locks.some((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `));
}

async function scene(): Promise<{ store: Store; apart: RecorderApart; id: number; file: string }> {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const store = await openSqliteStore(file);
  const apart = recordApart(file);
  onTestFinished(async () => {
    await apart[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  });
  await store.log.append([commitOf('a')]);
  const { id } = await store.subscribers.add(newSubscriber('lusa'));
  return { store, apart, id, file };
}

it('writes the same as the store would, seen by everybody once it is answered', async () => {
  const { store, apart, id } = await scene();
  const mark = { subscriberId: id, guid: guidOf('a'), version: 1, outcome: 'delivered' } as const;
  const receipt = { subscriberId: id, seq: 1, outcome: 'delivered', attempts: 1, durationMs: 4, status: 204 } as const;
  const finishedAt = '2026-11-24T12:00:00.000Z';
  const progress = { cursor: 1, failures: 0, previousSeq: 1, keepsUp: true };
  await apart.record({
    progress: new Map([[id, progress]]),
    receipts: [{ ...receipt, finishedAt }],
    sent: [mark],
    checkpoint: 1,
  });
  expect(await store.subscribers.receipts(id, 9)).toEqual([{ ...receipt, finishedAt }]);
  expect(await store.subscribers.receivers(guidOf('a'))).toEqual([{ subscriberId: id, delivered: 1, possible: 0 }]);
  expect(await store.subscribers.withName('lusa')).toMatchObject({ isBehind: false, progress: { cursor: 1 } });
});

it.runIf(process.platform === 'linux')('leaves the wire locked, and its log where it is', async () => {
  const { apart, id, file } = await scene();
  expect(await isLocked(file)).toBe(true);
  await apart.record({ progress: new Map([[id, { cursor: 1, failures: 0 }]]), receipts: [] });
  expect(await isLocked(file)).toBe(true);
});

it('answers in turn, and ends only when all that it was given is written', async () => {
  const { store, apart, id } = await scene();
  const written = Array.from({ length: 50 }, (_, cursor) =>
    apart.record({ progress: new Map([[id, { cursor, failures: 0 }]]), receipts: [] }),
  );
  await apart[Symbol.asyncDispose]();
  await Promise.all(written);
  expect((await store.subscribers.withName('lusa'))?.progress.cursor).toBe(49);
});

it('refuses what the store refuses, in the same words, and goes on with the next batch', async () => {
  const { apart, id } = await scene();
  const broken = { progress: new Map([[id, { cursor: null as unknown as number, failures: 0 }]]), receipts: [] };
  await expect(apart.record(broken)).rejects.toThrow(/NOT NULL/);
  await apart.record({ progress: new Map([[id, { cursor: 3, failures: 0 }]]), receipts: [] });
});

it('whose thread cannot open the wire refuses, and tries again with the next batch', async () => {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  await using store = await openSqliteStore(file);
  await using apart = recordApart(join(file, 'is-no-folder', 'wire.sqlite'));
  const batch = { progress: new Map(), receipts: [], checkpoint: 1 };
  await expect(apart.record(batch)).rejects.toMatchObject({ code: 'unavailable' });
  await rename(file, file);
  await expect(apart.record(batch)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await store.subscribers.all()).toEqual([]);
});
