/** Numbers as people write them: decimal digits alone. */

/** More than a JavaScript number tells apart. */
const DIGITS_MAX = 15;

/** `undefined` for whatever else JavaScript takes for a number: `0x50`, `1e3`, ` 80 `, and nothing at all, which is 0 to it. */
export function wholeNumber(text: string): number | undefined {
  return text.length <= DIGITS_MAX && /^[0-9]+$/.test(text) ? Number(text) : undefined;
}
