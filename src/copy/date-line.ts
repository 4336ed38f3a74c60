/** A line that is a date and nothing else: `25 august 2016 19:19:35`, `Thursday 10 June 2021`. */
import type { Filed } from '../story/instant.ts';
import { findDate } from './dates.ts';
import { WEEKDAYS } from './weekdays.ts';

const LENGTH_MAX = 60;
const LABEL = new RegExp(
  `^\\s{0,3}(?:(?:date|published|posted|publié|publicado|filed)\\s{0,3}(?:on|le|em)?\\s{0,3}:?\\s{1,3})?(?:(?:${WEEKDAYS}),?\\s{1,3})?(?:le\\s)?`,
  'iu',
);

/** What it says, where it is one and can mean one day only. */
export function dateOfLine(line: string): Filed | undefined {
  const text = line.trim();
  if (text.length > LENGTH_MAX || !/\d/u.test(text)) return undefined;
  const written = text.replace(LABEL, '');
  const date = findDate(written);
  return date?.index === 0 && date.end === written.length ? date.filed : undefined;
}
