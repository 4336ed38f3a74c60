/** What a pass, or an act of an editor, meets with. */
import type { FiledCall } from '../../support/filed-disk.ts';
import type { Dice } from '../random.ts';
import type { Fate } from './life.ts';

/** Within so many calls to the disk below `feeds/` and the store. */
export function someFate(chances: Dice, calls: number): Fate {
  const at = 1 + chances.below(calls);
  const roll = chances.roll();
  if (roll < 0.4) return { kind: 'crash', at, isDone: chances.chance(0.5), cutsPower: chances.chance(0.5) };
  if (roll < 0.65) return { kind: 'disk', at, code: chances.pick(['ENOSPC', 'EACCES', 'EIO']) };
  if (roll < 0.8) return { kind: 'store', at };
  return { kind: 'stop', at };
}

/** How many of each there may be in a pass. */
const MISHAPS: readonly (readonly [FiledCall, number])[] = [
  ['list', 3],
  ['see', 20],
  ['open', 4],
  ['read', 8],
  ['see again', 3],
  ['shelf', 6],
];

/** Every other time somebody, or the disk, is in the way of whoever reads what was filed. */
export function filedFate(chances: Dice, somebody: (path: string) => void): Fate {
  if (chances.chance(0.5)) return { kind: 'well' };
  const [call, calls] = chances.pick(MISHAPS);
  const isFault = call === 'shelf' || chances.chance(0.5);
  const mishap = {
    call,
    at: 1 + chances.below(calls),
    meets: isFault ? chances.pick(['EACCES', 'EIO', 'EMFILE'] as const) : ('somebody' as const),
    lasts: chances.chance(0.3),
  };
  return { kind: 'filed', mishap, somebody };
}
