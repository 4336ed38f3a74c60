import { expect, it } from 'vitest';

import { roomToKeep } from '../../src/desk/machine-memory.ts';

const MIB = 2 ** 20;

it.each([
  ['a large machine', 24 * 1024, 64],
  ['one of 1 GiB', 1024, 64],
  ['one of 512 MiB', 512, 32],
])('%s gives what is kept to be quick no more than a sixteenth', (_, memory, room) => {
  expect(roomToKeep(64 * MIB, memory * MIB)).toBe(room * MIB);
});

it('and this one gives something', () => {
  expect(roomToKeep(MIB)).toBe(MIB);
});
