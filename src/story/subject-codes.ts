/**
 * IPTC Subject Codes (`subj:`), the vocabulary before Media Topics: older systems know only these.
 *
 * The vocabulary is © IPTC (https://iptc.org/), NewsCodes, used under CC BY 4.0
 * (https://creativecommons.org/licenses/by/4.0/); reduced to code and English name by scripts/make-media-topics.ts.
 */
import rows from './subject-codes.json' with { type: 'json' };

const labels: ReadonlyMap<string, string> = new Map(rows.map(([code = '', label = '']) => [code, label]));

/** The English name of a code such as `16000000`. */
export function subjectCodeLabel(code: string): string | undefined {
  return labels.get(code);
}
