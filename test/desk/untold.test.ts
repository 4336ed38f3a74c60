/** The look at who waits for a kill, from one process to the next. */
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { untoldWatch } from '../../src/desk/untold.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Untold } from '../../src/wire/subscriber.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const OWED: Untold = {
  subscriber: 'lusa',
  state: 'paused',
  guid: 'urn:newsml:example.org:20261124:a',
  version: 2,
  type: 'story.killed',
  committedAt: '2026-11-24T12:00:00.000Z',
};

const settings = { alerts: { killAfter: 60_000 } };

it('tells of a kill once a day, through restarts and a store that refused to remember it', async () => {
  await using wire = await openSqliteStore(join(await temporaryFolder(), 'wire.sqlite'));
  const store = { ...wire, subscribers: { untold: async () => [OWED] } };
  const raised: string[] = [];
  const warned: unknown[] = [];
  const started = (over: Partial<typeof store> = {}) =>
    untoldWatch({ store: { ...store, ...over }, settings }, ({ about }) => raised.push(about), {
      warn: (...given: unknown[]) => void warned.push(given.at(-1)),
    });
  let isFull = true;
  const setNote: typeof store.setNote = (name, text) =>
    isFull ? Promise.reject(new Error('the disk is full')) : wire.setNote(name, text);
  const first = started({ setNote });
  await first();
  expect([raised, warned]).toEqual([
    [`lusa ${OWED.guid}`],
    ['it cannot be told who waits for a kill, or be remembered'],
  ]);
  isFull = false;
  await first();
  await started()();
  expect(raised).toHaveLength(1);
});
