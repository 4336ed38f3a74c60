import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { placeFile } from '../../../src/desk/filing/placed-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function scene() {
  const folder = await temporaryFolder();
  const file = join(folder, 'fr', 'a.txt');
  return {
    file,
    place: (text: string) => placeFile(folder, 'fr/a.txt', Buffer.from(text)),
    text: () => readFile(file, 'utf8'),
    names: () => readdir(join(folder, 'fr')),
  };
}

describe('a file that is put into stories/ and taken back', () => {
  it('leaves what was there before, or nothing', async () => {
    const { place, text, names } = await scene();
    const { undo } = await place('one');
    const again = await place('two');
    expect(await text()).toBe('two');
    await again.undo();
    expect(await text()).toBe('one');
    await undo();
    expect(await names()).toEqual([]);
  });

  it.each([
    { what: 'a new file', before: undefined },
    { what: 'one that was there', before: 'before' },
  ])('leaves what somebody has saved there since, in the place of $what', async ({ before }) => {
    const { file, place, text, names } = await scene();
    if (before !== undefined) await place(before);
    const { undo } = await place('filed');
    await writeFile(file, 'saved by an editor');
    await undo();
    expect([await text(), await names()]).toEqual(['saved by an editor', ['a.txt']]);
  });
});
