/**
 * Lines below a text that are no part of it and no sign-off: rights, pointers to more, addresses. Editors get them,
 * readers do not. A form counts only where nothing but ends of copy and others of its kind stand below it.
 */
import { endsSentence } from './blocks.ts';
import { bylineText, isByline } from './byline.ts';
import { isPageFurniture } from './page-furniture.ts';

const LENGTH_MAX = 400;

/** Whose views they are not. */
export const DISCLAIMER: RegExp =
  /^[[(]?\s?(?:this|the|les|ce|cet|cette|as|este|esta|los)\s.{5,150}(?:not necessarily (?:reflect|represent)|refl[eè]tent? pas n[eé]cessairement|n[aã]o reflect?em necessariamente|no reflejan necesariamente)\s.{5,120}$/iu;

const FORMS: readonly RegExp[] = [
  // Rights: `Copyright 2021 The Associated Press. All rights reserved.`, `© Agence France-Presse`
  /^\W{0,3}copyright\s{0,2}(?:\(c\)|©|by\b|\d{4}|[:–-])/iu,
  /^(?:©|\(c\)\s?\d{4})/iu,
  /^(?:all rights reserved|tous droits (?:de reproduction .{3,60} )?r[eé]serv[eé]s|todos os direitos reservados|todos los derechos reservados|جميع الحقوق محفوظة)/iu,
  // `Panapress - All rights reserved`
  /^[^.!?]{2,60}\W{1,3}(?:all rights reserved|tous droits r[eé]serv[eé]s|todos os direitos reservados|جميع الحقوق محفوظة)\W{0,2}$/iu,
  // `[This report does not necessarily reflect the views of the United Nations]`, as IRIN has it
  DISCLAIMER,
  // Who helped: `Associated Press writer John Smith in Cairo contributed to this report.`
  /\bcontributed (?:to (?:this|the) (?:report|story|article|coverage)|reporting)\b.{0,60}$/iu,
  /^this (?:story|version|item) (?:(?:has been|was) (?:corrected|updated|first published|originally)\b|corrects\b|updates\b)/iu,
  // More elsewhere: `Tags: Libya`, `AP's Africa coverage: https://...`
  /^(?:our standards|tags?|topics?|mots[ -]cl[eé]s|palavras-chave)\s?:\s?\S/iu,
  /^(?:Sources?|SOURCES?|Fonte|FONTE|Fuente|FUENTE|المصدر)\s?:\s?[\p{Lu}\p{Lo}\d(]/u,
  /^\p{Lu}[^.!?]{0,80}[:\s]\s?https?:\/\/\S+$/u,
  // Archives: `LOAD-DATE: June 11, 2003`, `Document PAFNA00020030610dz6a0005l`
  /^(?:load-date|publication-type|journal-code|document-type)\s?:.{1,200}$/iu,
  /^(?:LANGUAGE|ORGANIZATION|GEOGRAPHIC|SUBJECT|COUNTRY|COMPANY|GRAPHIC):\s\S/u,
  /^end of document$/iu,
  /^Document [A-Z][A-Za-z0-9]{19,40}$/u,
  // Addresses
  /^\(?(?:https?:\/\/|www\.)\S+\)?$/iu,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u,
  /^(?:e-?mail|tel|t[eé]l|phone|fax|mobile|cell|whatsapp|contact)\.?\s?:\s?(?=.{0,80}(?:@|\d{3}))\S.{0,80}$/iu,
  // What goes with it: `(foto) (vídeo)`
  /^(?:\((?:foto|fotos|v[ií]deo|audio|infograf[ií]a|photo|photos|graphic)\)\s?){1,4}$/iu,
];

/** What a page calls upon its readers to do. A minister may do so too, in a sentence. */
const CALLS =
  /^(?:read (?:more|also)|see also|also read|(?:[àa] )?lire (?:aussi|[eé]galement)|leia (?:também|mais)|lea (?:también|más)|related\b.{0,20}:|اقرأ أيضا|(?:please )?(?:follow|like|join|find) (?:us|our|me|.{2,60} on)\b|suivez\b|siga\b|s[ií]guenos\b|تابعونا|subscribe|sign up|click here|download the|visit us|share this|get more|for more (?:news|stories|information)|bernama provides)(?![\p{L}])/iu;
const LINK = /https?:|www\.|@\w|twitter|facebook|instagram|whatsapp|telegram|youtube|\bapp\b|newsletter|bernama/iu;

export function isTailLine(line: string): boolean {
  const text = line.trim();
  if (text.length > LENGTH_MAX) return false;
  return (
    isPageFurniture(text) ||
    FORMS.some((form) => form.test(text)) ||
    (CALLS.test(text) && (!endsSentence(text) || LINK.test(text)))
  );
}

/** `By Jane Doe`, `(By Jane Doe and Ann Other)` below the text, where a sentence cannot go on. */
export function bylineBelow(line: string): string | undefined {
  if (line.length > LENGTH_MAX) return undefined;
  const text = bylineText(line);
  // `By Friday` could begin a sentence.
  const isNamed = /\p{Lo}|\p{Lu}\S*\s.*\p{Lu}\S*\s.*\p{Lu}|\s\p{Lu}{2,}$/u.test(text);
  return isNamed && /^[\p{Lu}\p{Lo}]/u.test(text) && isByline(text) ? text : undefined;
}

/** The rights, which some agencies put above the text. */
export function isRightsLine(line: string): boolean {
  const text = line.trim();
  return text.length <= LENGTH_MAX && FORMS.slice(0, 2).some((form) => form.test(text));
}
