/** Codes in ninjs: 1.x has scheme and code, later releases a URI and a literal, Superdesk a code alone. */
import { mediaTopic } from '../../story/media-topics.ts';
import type { Subject } from '../../story/story.ts';
import { subjectCodeLabel } from '../../story/subject-codes.ts';
import { type Code, codeOfUri } from '../items/codes.ts';
import { subjectsOf } from '../items/values.ts';
import type { Fields } from './fields.ts';

export function codeOf(concept: Fields): Code | undefined {
  const byUri = codeOfUri(concept.line('uri'));
  if (byUri !== undefined) return byUri;
  const scheme = codeOfUri(concept.line('scheme'))?.scheme;
  const code = concept.line('code', 'literal', 'qcode');
  return scheme === undefined || code === undefined ? undefined : { scheme, code };
}

export function subjectsIn(fields: Fields): readonly Subject[] {
  return subjectsOf(
    fields.objects('subjects', 'subject').flatMap((subject) => codeOf(subject) ?? bareCode(subject) ?? []),
  );
}

/** Eight digits without a scheme, as Superdesk and NTB write them: Subject Codes, unless only Media Topics has the number. */
function bareCode(subject: Fields): Code | undefined {
  if (subject.line('scheme') !== undefined) return undefined;
  const code = subject.line('code', 'literal', 'qcode');
  if (code === undefined) return undefined;
  if (subjectCodeLabel(code) !== undefined) return { scheme: 'subj', code };
  return mediaTopic(code) === undefined ? undefined : { scheme: 'medtop', code };
}
