import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeDurably } from '../../src/wire/durable-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a file that is written durably', () => {
  it('takes the place of what was there, with its mode, and leaves nothing beside it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'a');
    await writeFile(file, 'old and longer');
    await writeDurably(file, Buffer.from('new'), { beside: join(folder, '.a.tmp'), mode: 0o600 });
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('leaves what was there where it cannot, and nothing of its own', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a'));
    const writing = writeDurably(join(folder, 'a'), Buffer.from('new'), { beside: join(folder, '.a.tmp') });
    await expect(writing).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(folder)).toEqual(['a']);
  });
});
