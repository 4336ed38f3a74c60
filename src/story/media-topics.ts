/**
 * IPTC Media Topics (`medtop:`) with their labels, and the older Subject Code (`subj:`) that each maps to;
 * and of the retired ones those that another replaces.
 *
 * The vocabulary is © IPTC (https://iptc.org/), NewsCodes, used under CC BY 4.0
 * (https://creativecommons.org/licenses/by/4.0/); reduced to the columns below by scripts/make-media-topics.ts.
 * It is not the newest release: a code that is not in it is still a good code, only one without a label.
 */
import { primaryLanguage } from './language.ts';
import rows from './media-topics.json' with { type: 'json' };
import retired from './media-topics-retired.json' with { type: 'json' };

export type MediaTopic = {
  /** Eight digits. */
  readonly code: string;
  /** The broader topic; a top topic has none. */
  readonly parent?: string;
  /** The Subject Code with the same, or the next broader, meaning. */
  readonly subjectCode?: string;
  /** By language; English is always there. */
  readonly labels: Readonly<Record<string, string>>;
};

const LABEL_LANGUAGES = ['en', 'fr', 'ar', 'pt', 'es', 'de'] as const;

const topics: ReadonlyMap<string, MediaTopic> = new Map(rows.map(toTopic));
const replacements: ReadonlyMap<string, string> = new Map(retired.map(([code = '', instead = '']) => [code, instead]));

/** The topic of a code such as `16000000`. */
export function mediaTopic(code: string): MediaTopic | undefined {
  return topics.get(code);
}

/** The topic that IPTC says to use instead of a retired one; most were retired without one. */
export function replacementOf(code: string): string | undefined {
  return replacements.get(code);
}

/** The topic's name in that language (BCP 47, `fr-SN` is read as `fr`), in English where IPTC has no such name. */
export function mediaTopicLabel(code: string, language: string): string | undefined {
  const labels = topics.get(code)?.labels;
  return labels?.[primaryLanguage(language)] ?? labels?.['en'];
}

/** The Subject Code beside which to write a Media Topic: older systems read only `subj:`. */
export function subjectCodeOf(code: string): string | undefined {
  return topics.get(code)?.subjectCode;
}

function toTopic([code = '', parent = '', subjectCode = '', ...names]: readonly string[]): [string, MediaTopic] {
  const named = LABEL_LANGUAGES.map((language, index) => [language, names[index] ?? ''] as const);
  const topic: MediaTopic = {
    code,
    ...(parent !== '' && { parent }),
    ...(subjectCode !== '' && { subjectCode }),
    labels: Object.fromEntries(named.filter(([, name]) => name !== '')),
  };
  return [code, topic];
}
