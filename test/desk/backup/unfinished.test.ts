/** What a backup that was cut off has left where others are kept. */
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { backUp } from '../../../src/desk/backup/back-up.ts';
import { openDesk } from '../../../src/desk/open-desk.ts';
import { copyOf, deskFolder } from '../../support/desk-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HOUR_MS = 3_600_000;
const NOW = new Date();

async function left(place: string, name: string, hoursAgo: number, withWire = true): Promise<void> {
  const folder = join(place, name);
  const wire = join(folder, withWire ? 'wire' : 'other');
  const file = join(wire, 'wire.sqlite');
  await mkdir(wire, { recursive: true });
  await writeFile(file, 'half');
  const then = new Date(NOW.getTime() - hoursAgo * HOUR_MS);
  for (const path of [file, wire, folder]) await utimes(path, then, then);
}

it('goes with the next one, whatever its name, once nobody works at it; what is not ours stays', async () => {
  const { root, save } = await deskFolder();
  await save('a.txt', copyOf('Story A'));
  const place = await temporaryFolder();
  await left(place, '.monday.part', 30);
  await left(place, '.today.part', 1);
  await left(place, '.other.part', 30, false);
  await left(place, 'monday.part', 30);
  await left(place, '.new.part', 0);
  await using desk = await openDesk(root);
  await backUp(desk, join(place, 'new'), NOW);
  expect((await readdir(place)).toSorted()).toEqual(['.other.part', '.today.part', 'monday.part', 'new']);
});
