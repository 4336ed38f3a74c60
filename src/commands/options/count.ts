/** How many at most, as an option says it. */
import { InvalidArgumentError } from 'commander';

import { wholeNumber } from '../../story/whole-number.ts';

const COUNT_MAX = 1_000_000;

export function count(text: string): number {
  const number = wholeNumber(text);
  if (number !== undefined && number >= 1 && number <= COUNT_MAX) return number;
  throw new InvalidArgumentError(`write a number from 1 to ${COUNT_MAX}, in digits alone.`);
}
