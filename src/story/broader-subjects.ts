/** Subjects and the broader ones that they belong to: a filter on a topic takes stories on its narrower topics. */
import { mediaTopic, replacementOf } from './media-topics.ts';
import type { Subject } from './story.ts';

/**
 * The subject and every broader one, as `scheme:code`. A retired Media Topic also counts as the one to use instead; a
 * code that the vocabulary does not know stands alone.
 */
export function withBroader({ scheme, code }: Subject): readonly string[] {
  if (scheme === 'subj') return broaderSubjectCodes(code).map((each) => `subj:${each}`);
  return [...new Set([code, ...broaderTopics(replacementOf(code) ?? code)])].map((each) => `medtop:${each}`);
}

/** For a retired Media Topic the one that IPTC says to use instead, where it says so; any other as it is. */
export function currentTerm(subject: string): string {
  const code = /^medtop:(\d{8})$/.exec(subject)?.[1];
  const replacement = code === undefined ? undefined : replacementOf(code);
  return replacement === undefined ? subject : `medtop:${replacement}`;
}

function broaderTopics(code: string): readonly string[] {
  const parent = mediaTopic(code)?.parent;
  return parent === undefined ? [code] : [code, ...broaderTopics(parent)];
}

/** Two digits of subject, three of matter, three of detail (IPTC Subject Reference System). */
function broaderSubjectCodes(code: string): readonly string[] {
  return [...new Set([code, `${code.slice(0, 5)}000`, `${code.slice(0, 2)}000000`])];
}
