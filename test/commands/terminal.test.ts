import stringWidth from 'string-width';
import { expect, it } from 'vitest';

import { table, visible } from '../../src/commands/terminal.ts';

it.each([
  ['Élections: « تونس » 🎉', 'Élections: « تونس » 🎉'],
  ['a\u001B[31mred\u0007', 'a\\u001b[31mred\\u0007'],
  ['two\r\nlines', 'two\\u000d\\u000alines'],
  ['\u009B1m', '\\u009b1m'],
  ['abc\u202Edcb', 'abc\\u202edcb'],
  ['half \uD800', 'half \\ud800'],
])('what others have written moves no cursor and turns no text: %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it('columns stand below each other in any script', () => {
  const rows = [
    ['تُونِس', 'x'],
    ['北京', 'x'],
    ['\u001B[2mdim\u001B[22m', 'x'],
    ['🎉', 'x'],
    ['Tripoli', 'x'],
  ];
  const columns = table(rows)
    .split('\n')
    .map((line) => stringWidth(line));
  expect(new Set(columns)).toEqual(new Set(['Tripoli'.length + 3]));
  expect(
    table([
      ['北京', 'x'],
      ['abcd', 'x'],
    ]),
  ).toBe('北京  x\nabcd  x');
});
