/**
 * Factiva's fields: two letters before or above each part of a story, `HD` (headline), `PD` (date), `LP` and `TD` (text). They
 * are written as the labels that other archives have.
 */
import { isBlank, type Line } from './lines.ts';

/** Of the head. A date needs no label, nor does the text. */
const LABELS: Readonly<Record<string, string>> = {
  HD: 'HEADLINE',
  BY: 'BYLINE',
  WC: 'LENGTH',
  PD: '',
  ET: 'ID',
  SN: 'SOURCE',
  SC: 'ID',
  ED: 'SECTION',
  SE: 'SECTION',
  PG: 'SECTION',
  CLM: 'SECTION',
  LA: 'LANGUAGE',
  CY: 'COPYRIGHT',
  CR: 'COPYRIGHT',
  VOL: 'ID',
  LP: '',
  TD: '',
};
/** Below the text. */
const BELOW: ReadonlySet<string> = new Set(['ART', 'CO', 'IN', 'NS', 'RE', 'PUB', 'AN', 'IPC', 'IPD', 'RF']);
const FIELD = /^(?<code>[A-Z]{2,3})(?:\s{1,20}(?<value>\S.*))?$/u;

export function withoutFactivaFields(lines: readonly Line[]): readonly Line[] {
  const first = lines.find((line) => !isBlank(line));
  const codes = lines.map(({ text }) => codeOf(text));
  if (first === undefined || codeOf(first.text) !== 'HD' || !codes.some((code) => code === 'LP' || code === 'TD')) {
    return lines;
  }
  let [label, isText] = ['', false];
  return lines.flatMap((line, index): readonly Line[] => {
    const code = codes[index];
    if (code !== undefined) [label, isText] = [labelOf(code), code === 'LP' || code === 'TD'];
    else if (isText) return [line];
    const text = code === undefined ? line.text.trim() : (FIELD.exec(line.text.trim())?.groups?.['value'] ?? '');
    const written = text === '' || label === '' || text.startsWith('Document ') ? text : `${label}: ${text}`;
    // A second line of the same field bears no label.
    if (text !== '') label = '';
    const gap = code === undefined ? [] : [{ ...line, text: '' }];
    return [...gap, { ...line, text: written }];
  });
}

function labelOf(code: string): string {
  return BELOW.has(code) ? 'SUBJECT' : (LABELS[code] ?? '');
}

function codeOf(text: string): string | undefined {
  const code = FIELD.exec(text.trim())?.groups?.['code'];
  return code !== undefined && (Object.hasOwn(LABELS, code) || BELOW.has(code)) ? code : undefined;
}
