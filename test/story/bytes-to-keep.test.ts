import { expect, it } from 'vitest';

import { bytesToKeep } from '../../src/story/bytes-to-keep.ts';

it.each([
  ['nothing', '', undefined],
  ['UTF-8', 'Sénégal, تونس', undefined],
  ['Latin-1', 'Sénégal', 'latin1'],
] as const)('are those of the text, in no more room than they take: %s', (_, text, encoding) => {
  const bytes = bytesToKeep(text, encoding);
  expect(bytes).toEqual(Buffer.from(text, encoding));
  expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
});
