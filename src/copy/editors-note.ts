/** Lines for editors and not for readers: `Eds: Updates.`, `EDITOR'S NOTE _ ...`, `(Corrects figure in paragraph 3)`. */

const LABELLED =
  /^\W{0,3}(?:eds?|editors?|editor['’]?s['’]? notes?|editorial note|notes? to (?:the )?editors?|attn(?: editors)?|attention|advisory|n\.?d\.?l\.?r|note (?:de la|aux|à la) r[eé]dactions?|avis aux r[eé]dactions?|nota (?:do|da|del) (?:editor|reda[cç][cç]?[aã]o|redacci[oó]n)|nota [àa] reda[cç][cç]?ão|nota a los editores|ملاحظة(?: للمحررين)?|تنويه)\s{0,3}(?::|\s[_–—-]|_)\s{0,3}\S/iu;

/** Photographs and other services that go with the story. */
const POINTER =
  /^\W{0,3}(?:(?:with |see |avec )?(?:ap|afp|reuters|epa|efe|dpa|rtr)\s?(?:photos?|graphics?|videos?|audio|pictures?)\b|ap ?newsnow\b|(?:photos?|pix|videos?|graphics?|infograph\w{0,5})(?:\s?[+/,&]\s?(?:photos?|pix|videos?|graphics?|tv|audio))*\W{0,3}$|(?:photo|graphic|video)s? [A-Z]{2,6}\d{2,6}\b)/iu;

/** How to reach the desk, in doubled brackets, and the keywords of Reuters below it. */
const CONTACT = /^(?:\(\(.{3,300}\)\)|keywords: [\p{Lu}\p{N} /()-]{2,80})$/iu;

/** Verbs that open an advisory in brackets. */
const ADVISORY =
  /^[([]\s?(?:adds?|adding|(?:this|the) (?:story|item|version|dispatch|report) (?:corrects|updates|repeats|replaces|adds|was|has been)|updates?|updating|corrects?|correcting|recasts?|refiles?|refiling|repeats?|rewrites?|writes through|removes?|deletes?|fixes|clarifies|changes?|restores?|drops?|inserts?|releads?|story refiled|for (?:more|other|full|related)|please|with|ajoute|ajoutes|actualise|corrige|pr[eé]cise|remplace|reprend|r[eé]p[eè]te|acrescenta|actualiza|atualiza|substitui|agrega|añade|amplía|يضيف|تضيف|يصحح|تصحح|مع إضافة|مع تصحيح)(?![\p{L}])/iu;

const ADVISORY_LENGTH_MAX = 400;
const LABEL_LENGTH_MAX = 1000;

export function isEditorsNote(line: string): boolean {
  const text = line.trim();
  const isLabelled = text.length <= LABEL_LENGTH_MAX && (LABELLED.test(text) || CONTACT.test(text));
  return isLabelled || POINTER.test(text) || isAdvisory(text);
}

/** In brackets from its first character to its last. */
export function isAdvisory(text: string): boolean {
  return text.length <= ADVISORY_LENGTH_MAX && ADVISORY.test(text) && /[)\]]\.?$/u.test(text);
}

/** A bracket that opens on this line and closes on a later one. */
export function beginsAdvisory(line: string): boolean {
  return ADVISORY.test(line.trim()) && !/[)\]]/u.test(line);
}

/**
 * Where the part of a file begins that is not for print: dpa's `# Notebook`, `The following information is not intended
 * for publication`, contacts.
 */
const NOT_FOR_PRINT =
  /^\s{0,3}(?:#{1,3}\s{0,3}(?:dpa[\s-])?(?:notebook|notizblock)|#{1,3}\s{0,3}(?:note to editors|editorial contacts|internet links|redaktionelle hinweise|orte|kontakte)|\*{0,3}\s?the following information is not (?:intended )?for publication)\b/iu;

export function beginsPartNotForPrint(line: string): boolean {
  return NOT_FOR_PRINT.test(line.slice(0, 120));
}
