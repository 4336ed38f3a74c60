import { expect, it } from 'vitest';

import { yamlText } from '../../src/yaml/yaml-text.ts';

const TEXT = 'agency: { name: "Agence sénégalaise" }\n';
const UTF_16LE = Buffer.from(TEXT, 'utf16le');

it.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', UTF_16LE],
  ['UTF-16 without a mark, big end first', Buffer.from(UTF_16LE).swap16()],
])('reads %s', (_encoding, bytes) => {
  expect(yamlText(bytes, 'f.yaml')).toEqual({ ok: true, text: TEXT });
});

it('reads a file of nothing', () => {
  expect(yamlText(Buffer.alloc(0), 'f.yaml')).toEqual({ ok: true, text: '' });
});

it.each([
  ['Windows-1252', Buffer.from(`# é\n${TEXT}`.replace('# é', '# e'), 'latin1'), 2, 26],
  ['noise', Buffer.from([0x61, 0xc3, 0x28]), 1, 2],
])('refuses %s, and says where it begins', (_encoding, bytes, line, column) => {
  const message = 'is not UTF-8 from here on: save it as UTF-8';
  const problem = { file: 'f.yaml', severity: 'error', line, column, message };
  expect(yamlText(bytes, 'f.yaml')).toEqual({ ok: false, problem });
});

it('refuses UTF-16 that is damaged', () => {
  const bytes = Buffer.concat([Buffer.from('\uFEFFa', 'utf16le'), Buffer.from([0x00, 0xd8, 0x61])]);
  expect(yamlText(bytes, 'f.yaml')).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('damaged') },
  });
});
