/**
 * Codes that no vocabulary here knows: a slip of the pen, or a code newer than this release. A document may carry either;
 * somebody should look.
 */
import mediaTopics from './media-topics.json' with { type: 'json' };
import subjectCodes from './subject-codes.json' with { type: 'json' };
import type { Subject } from './story.ts';

type Known = { readonly code: string; readonly label: string };

const KNOWN: Readonly<Record<Subject['scheme'], readonly Known[]>> = {
  medtop: mediaTopics.map(([code = '', , , label = '']) => ({ code, label })),
  subj: subjectCodes.map(([code = '', label = '']) => ({ code, label })),
};

const NAMES: Readonly<Record<Subject['scheme'], string>> = { medtop: 'Media Topics', subj: 'Subject Codes' };

/** What to say of a subject that is not known: which one may have been meant. `undefined` of one that is. */
export function describeUnknown({ scheme, code }: Subject): string | undefined {
  const known = KNOWN[scheme];
  if (known.some((each) => each.code === code)) return undefined;
  const [nearest] = known.toSorted(
    (a, b) => slips(code, a.code) - slips(code, b.code) || agreeing(code, b.code) - agreeing(code, a.code),
  );
  const advice =
    nearest === undefined || slips(code, nearest.code) > SLIPS_MAX
      ? 'check it'
      : `the nearest is ${scheme}:${nearest.code} (${nearest.label})`;
  return `"${scheme}:${code}" is not among IPTC's ${NAMES[scheme]} that this release knows; ${advice}`;
}

/** Beyond it every code is as near as another. */
const SLIPS_MAX = 2;

/** The digits before the first that differs: codes are built from the general to the particular. */
function agreeing(from: string, to: string): number {
  let at = 0;
  while (at < from.length && from[at] === to[at]) at += 1;
  return at;
}

/** Digits that differ; two neighbours that have changed places are one slip. */
function slips(from: string, to: string): number {
  let count = 0;
  for (let index = 0; index < from.length; index += 1) {
    if (from[index] === to[index]) continue;
    count += 1;
    if (from[index] === to[index + 1] && from[index + 1] === to[index]) index += 1;
  }
  return count;
}
