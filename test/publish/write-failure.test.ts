import { constants } from 'node:os';

import { expect, it } from 'vitest';

import { writeFailure } from '../../src/publish/write-failure.ts';

it.each(['EACCES', 'ENOSPC', 'EROFS', 'EIO', 'EFBIG', 'EMFILE', 'ENFILE', 'ELOOP', 'ENAMETOOLONG'])(
  'says %s in words for an operator, with what to do',
  (code) => {
    expect(constants.errno).toHaveProperty(code);
    const said = writeFailure(Object.assign(new Error(`${code}: as Node says it, write`), { code }));
    expect(said).not.toContain(code);
    expect(said).toMatch(/^[a-z].*(?:; |read-only)/);
  },
);

it('says of what is not known what Node says', () => {
  expect(writeFailure(new Error('odd'))).toBe('Error: odd');
});
