import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeFolders, makeFoldersAtOnce } from '../../src/wire/make-folders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WAYS = [
  { way: 'by promises', make: makeFolders },
  { way: 'at once', make: async (folder: string) => makeFoldersAtOnce(folder) },
];

describe.each(WAYS)('folders made $way', ({ make }) => {
  it('are made with those around them, and the outermost new one is told', async () => {
    const root = await temporaryFolder();
    expect(await make(join(root, 'a', 'b', 'c'))).toBe(join(root, 'a'));
    expect(statSync(join(root, 'a', 'b', 'c')).isDirectory()).toBe(true);
    expect(await make(join(root, 'a', 'b', 'd'))).toBe(join(root, 'a', 'b', 'd'));
  });

  it('that are there are left alone, and so is one that a link leads to', async () => {
    const root = await temporaryFolder();
    mkdirSync(join(root, 'disk'));
    symlinkSync(join(root, 'disk'), join(root, 'link'));
    expect([await make(root), await make(join(root, 'link'))]).toEqual([undefined, undefined]);
    expect(await make(join(root, 'link', 'below'))).toBe(join(root, 'link', 'below'));
  });

  it('are refused where a file is in the way, or a link that leads nowhere', async () => {
    const root = await temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    symlinkSync(join(root, 'no disk'), join(root, 'link'));
    await expect(make(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(make(join(root, 'file', 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(make(join(root, 'link', 'a', 'b'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it.runIf(existsSync('/proc/self'))('are refused, and not tried for ever, where nobody can make one', async () => {
    await expect(make('/proc/wiredesk/a/b')).rejects.toMatchObject({ code: 'ENOENT', path: '/proc/wiredesk' });
  });
});

it('only the owner may look into folders that are made so', async () => {
  const root = await temporaryFolder();
  await makeFolders(join(root, 'a', 'b'), { mode: 0o700 });
  expect([join(root, 'a'), join(root, 'a', 'b')].map((folder) => statSync(folder).mode & 0o777)).toEqual([
    0o700, 0o700,
  ]);
});
