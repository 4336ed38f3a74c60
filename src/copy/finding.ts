/** A problem found while reading one file; the file's name is put to it at the end, in one place. */
import type { Problem } from '../story/problem.ts';

export type Finding = Omit<Problem, 'file'>;

/** From the top of the file down; what concerns the whole file first. */
export function byPlace(a: Finding, b: Finding): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

const LENGTH_SHOWN = 60;

/** What was written, in quotation marks and not longer than a line of problems can hold. */
export function quoted(text: string): string {
  return `"${text.length > LENGTH_SHOWN ? `${text.slice(0, LENGTH_SHOWN - 1)}…` : text}"`;
}
