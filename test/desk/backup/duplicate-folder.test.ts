import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { duplicateFolder } from '../../../src/desk/backup/duplicate-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('has all files with their dates, links as links, and nothing that is hidden', async () => {
  const [from, to] = [await temporaryFolder(), join(await temporaryFolder(), 'copy')];
  await mkdir(join(from, 'fr', 'empty'), { recursive: true });
  await writeFile(join(from, 'a.txt'), 'one');
  await writeFile(join(from, 'fr', 'b.txt'), 'deux');
  await writeFile(join(from, '.a.txt.swp'), 'an editor’s');
  await symlink('a.txt', join(from, 'link.txt'));
  await symlink('nowhere', join(from, 'lost.txt'));
  await utimes(join(from, 'a.txt'), 1_000, 2_000);

  expect(await duplicateFolder(from, to)).toEqual({ files: 4, bytes: 7, omitted: [] });
  expect((await readdir(to, { recursive: true })).toSorted()).toEqual([
    'a.txt',
    'fr',
    'fr/b.txt',
    'fr/empty',
    'link.txt',
    'lost.txt',
  ]);
  expect(await readFile(join(to, 'fr', 'b.txt'), 'utf8')).toBe('deux');
  expect((await lstat(join(to, 'a.txt'))).mtimeMs).toBe(2_000_000);
  expect([await readlink(join(to, 'link.txt')), await readlink(join(to, 'lost.txt'))]).toEqual(['a.txt', 'nowhere']);
});

it('names what is no file, and copies the rest', async () => {
  const [from, to] = [await temporaryFolder(), join(await temporaryFolder(), 'copy')];
  execFileSync('mkfifo', [join(from, 'pipe')]);
  await writeFile(join(from, 'z.txt'), 'last');
  expect(await duplicateFolder(from, to)).toEqual({ files: 1, bytes: 4, omitted: ['pipe: it is no plain file'] });
});

it('throws where the copy cannot be written', async () => {
  const from = await temporaryFolder();
  await writeFile(join(from, 'a.txt'), 'one');
  const to = await temporaryFolder();
  await writeFile(join(to, 'a.txt'), 'another');
  await expect(duplicateFolder(from, to)).rejects.toThrow(/EEXIST/);
});
