/** What a new release may do beside a desk that the earlier one still runs. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { openDesk } from '../../src/desk/open-desk.ts';
import { takeLock, type Lock } from '../../src/wire/lock.ts';
import { deskFolder } from '../support/desk-folder.ts';

const MIGRATIONS = new URL('../../src/wire/migrations/', import.meta.url);
const FORMER = 13;

/** A desk whose wire an earlier release has made. */
async function formerDesk(): Promise<{ root: string; wire: string; form: () => unknown }> {
  const { root } = await deskFolder();
  const wire = join(root, 'wire');
  await mkdir(wire);
  const file = join(wire, 'wire.sqlite');
  using database = new DatabaseSync(file);
  for (const name of (await readdir(MIGRATIONS)).toSorted().slice(0, FORMER)) {
    database.exec(await readFile(new URL(name, MIGRATIONS), 'utf8'));
  }
  database.exec(`PRAGMA user_version = ${FORMER}`);
  return { root, wire, form: () => formOf(file) };
}

function formOf(file: string): unknown {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare('PRAGMA user_version').get()?.['user_version'];
}

async function held(wire: string, name: string, owner: string): Promise<Lock> {
  const lock = await takeLock(join(wire, name), owner, 0);
  if (lock === undefined) throw new Error(`${name} is held already`);
  return lock;
}

it('leaves the wire as it is while the earlier release runs the desk, and says so', async () => {
  const { root, wire, form } = await formerDesk();
  {
    using _running = await held(wire, 'delivery.lock', 'wiredesk start, process 4711');
    await expect(openDesk(root)).rejects.toThrow(
      /^the desk is run by an earlier release still \(wiredesk start, process 4711\): stop it, and start it with this one/,
    );
    expect(form()).toBe(FORMER);
  }
  await using _desk = await openDesk(root);
  expect(form()).toBeGreaterThan(FORMER);
});

it('waits for a pass of the earlier release, which ends by itself', async () => {
  const { root, wire, form } = await formerDesk();
  const pass = await held(wire, 'pass.lock', 'wiredesk publish, process 4711');
  const opening = openDesk(root);
  expect(form()).toBe(FORMER);
  pass[Symbol.dispose]();
  await using _desk = await opening;
  expect(form()).toBeGreaterThan(FORMER);
});

it('opens a wire of its own form beside the desk that runs', async () => {
  const { root } = await deskFolder();
  await using _first = await openDesk(root);
  using _running = await held(join(root, 'wire'), 'delivery.lock', 'wiredesk start, process 4711');
  await using second = await openDesk(root);
  expect(await second.store.log.head()).toBeUndefined();
});
