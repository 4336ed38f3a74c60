/**
 * A notice of rights of several lines above a story, in a block of its own. PANA's of the nineties: `Copyright 1996
 * Panafrican News Agency ...`, and what may not be done with it.
 */
import type { Block } from './blocks.ts';
import { isByline } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { readDateline } from './dateline.ts';
import type { HeadContext } from './head-parts.ts';
import type { Line } from './lines.ts';
import { isRightsLine } from './tail-lines.ts';

const LINES_MAX = 12;
const OF_RIGHTS =
  /\b(?:rights reserved|may not be|redistribut|reproduc|prohibited|interdite?|droits r[eé]serv|reservados)/iu;

export function isRightsNotice([block, ...others]: readonly Block[], { known }: HeadContext): boolean {
  const [first, ...more] = block?.lines ?? [];
  if (first === undefined || more.length === 0 || more.length >= LINES_MAX || others.length < 2) return false;
  const isOther = ({ text }: Line): boolean => {
    const dateline = readDateline(text, known);
    return (
      isByline(text) || readDateLine(text) !== undefined || (dateline.kind === 'dateline' && dateline.isBare !== true)
    );
  };
  const says = [first, ...more].map(({ text }) => text).join(' ');
  return isRightsLine(first.text) && OF_RIGHTS.test(says) && !more.some(isOther);
}
