/** Lines above a text that are neither headline nor byline: notes, sources, rights, captions, what a web page adds. */
import type { Filed } from '../story/instant.ts';
import { findDate } from './dates.ts';
import { isEditorsNote } from './editors-note.ts';
import type { Line } from './lines.ts';
import { dateOfThread, isPageFurniture } from './page-furniture.ts';
import { DISCLAIMER, isRightsLine } from './tail-lines.ts';

const LENGTH_MAX = 300;
/** `Source: Xinhua | 2021-01-12 20:31:05 | Editor: huaxia`, `Issued by: East Cape News` */
const SOURCE = /^(?:sources?|fonte|fuente|quelle|issued by|المصدر)\s?:\s?\S.{0,120}$/iu;
/** `[Photo: Guards at the border. REUTERS/Jane Doe]`, `3 MIN READ`, `*** Serviço áudio disponível em www.lusa.pt ***` */
const OTHERS: readonly RegExp[] = [
  /^[[(]?(?:file )?(?:photos?|image|picture|foto|caption|l[eé]gende|legenda|video|vid[eé]o|صورة)(?: by| de)?\s?[:–]\s?\S/iu,
  /^\d{1,2} min(?:ute)?s?\.? (?:read|de lecture|de leitura|de lectura)$/iu,
  // BBC Monitoring, on what it has translated or copied
  /^\(?(?:excerpts? from |text of )(?:report|article|commentary|statement|interview|editorial|announcement)s?\b.{5,200}$/iu,
  // Pages of the University of Pennsylvania, which kept PANA's copy of the nineties
  /^university of pennsylvania\s?[-–]\s?african studies center$/iu,
  // The number of the item: `1221E`
  /^\d{3,6}[A-Z]?$/u,
  // `1 of 5`, then `FILE - In this Nov. 2020 photo, ... (AP Photo/Jane Doe)`
  /^\d{1,2} (?:of|sur|de) \d{1,2}$/iu,
  /^(?:file\s?(?:-|–|—|photo)|in this \S.{3,60}(?:photo|image|picture)\b)/iu,
  /\((?:AP|AFP|Reuters|EPA|Xinhua|PANA|Getty Images|Photo)\s?(?:Photos?|via AP)?[/:]\s?[^()]{2,60}\)$/u,
  /^\*{2,}\s?\p{L}[^*]{5,120}\s?\*{2,}$/u,
];

/** `Photo: that was the password, he said.` */
const SENTENCE = /^\p{L}{4,10}\s?:\s\p{Ll}.{0,280}[.!?…]$/u;

export function isHeadNote(line: string): boolean {
  const text = line.trim();
  if (isEditorsNote(text) || isPageFurniture(text) || DISCLAIMER.test(text)) return true;
  if (SENTENCE.test(text)) return false;
  return (
    text.length <= LENGTH_MAX && (SOURCE.test(text) || isRightsLine(text) || OTHERS.some((form) => form.test(text)))
  );
}

/** When it was filed, where a line of the source says so. */
export function dateOfSource(line: string): Filed | undefined {
  const text = line.trim();
  return SOURCE.test(text) ? findDate(text)?.filed : dateOfThread(text);
}

const MAIL_FIELD =
  /^(?:from|to|cc|date|sent|subject|reply-to|message-id|newsgroups|path|organization|approved|lines|de|[àa]|objet|envoy[eé](?: le)?|assunto|para|enviado|asunto|mime-version|content-[a-z-]{2,20}|x-[a-z-]{2,30}|list-[a-z-]{2,20}|received|return-path|delivered-to|in-reply-to|references|sender|bcc|errors-to|precedence|importance|user-agent|status|xref|keywords|distribution|followup-to|nntp-posting-host)\s?:\s{0,3}\S/iu;
const MAIL_FIELDS_MIN = 3;

/** How many lines of a mail's header stand there. */
export function mailHeaderLines(lines: readonly Line[]): number {
  // A field may go on below, set in (RFC 5322 §2.2.3).
  const end = lines.findIndex(({ text }, index) => !MAIL_FIELD.test(text.trim()) && !(index > 0 && /^\s/u.test(text)));
  const count = end < 0 ? lines.length : end;
  return count >= MAIL_FIELDS_MIN ? count : 0;
}
