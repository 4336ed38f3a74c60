import { expect, it } from 'vitest';

import { visible } from '../../src/commands/terminal.ts';

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
