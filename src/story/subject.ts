/** IPTC codes, as people write them in settings, front matter and filters. */
import type { Subject } from './story.ts';

/** For the end of a message: `"war" must be ...`. */
export const SUBJECT_RULE = 'must be an IPTC code such as medtop:16000000 or subj:16000000';

/** `medtop:16000000`, `subj:16000000`, or the digits alone, which are a Media Topic's. */
export function parseSubject(text: string): Subject | undefined {
  const [, scheme, code] = /^(?:(medtop|subj):)?(\d{8})$/.exec(text) ?? [];
  return code === undefined ? undefined : { scheme: scheme === 'subj' ? 'subj' : 'medtop', code };
}
