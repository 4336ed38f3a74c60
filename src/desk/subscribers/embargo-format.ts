/** Formats for those who are trusted with stories under embargo. */
import { pushFormats } from '../../formats/index.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';

/** Throws a `WiredeskError` where a receiver's system could not tell that a story is under embargo. */
export function checkEmbargoFormat(format: string): void {
  if (pushFormats.get(format)?.saysEmbargo === true) return;
  const others = [...pushFormats].filter(([, { saysEmbargo }]) => saysEmbargo === true).map(([name]) => name);
  throw new WiredeskError(
    `${format} has no field that says a story is under embargo, so that a system would publish it: use ${others.join(', ')}`,
  );
}
