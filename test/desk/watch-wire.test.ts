import { join } from 'node:path';

import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';

import { watchWire } from '../../src/desk/watch-wire.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf } from '../wire/samples.ts';

const EVERY_MS = 200;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One wire in the hands of two processes, of which the first watches. */
async function scene(onChange: () => void) {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const opened = async (): Promise<Store> => {
    const store = await openSqliteStore(file);
    onTestFinished(() => store[Symbol.asyncDispose]());
    return store;
  };
  const [own, other] = [await opened(), await opened()];
  const watch = watchWire({ store: own }, pino({ enabled: false }), onChange, EVERY_MS);
  onTestFinished(() => watch[Symbol.dispose]());
  return { own, other, looks: (count: number) => vi.advanceTimersByTimeAsync(count * EVERY_MS) };
}

it('tells of what another process writes, once, and of nothing else', async () => {
  const told = vi.fn<() => void>();
  const { own, other, looks } = await scene(told);
  await looks(1);
  told.mockClear();
  await own.log.append([commitOf('a')]);
  await looks(3);
  expect(told).not.toHaveBeenCalled();
  await other.log.append([commitOf('b')]);
  await looks(3);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells of what was written before its first look: nobody else would', async () => {
  const told = vi.fn<() => void>();
  const { other, looks } = await scene(told);
  await other.log.append([commitOf('a')]);
  await looks(3);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells again what could not be followed', async () => {
  const told = vi.fn<() => void>();
  const { other, looks } = await scene(told);
  await looks(1);
  told.mockClear();
  told.mockImplementationOnce(() => {
    throw new Error('the disk is full');
  });
  await other.log.append([commitOf('a')]);
  await looks(3);
  expect(told).toHaveBeenCalledTimes(2);
});
