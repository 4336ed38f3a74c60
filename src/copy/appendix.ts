/** What a mail, a press release or a page adds below a story: a signature, contacts, links to other stories. */
import { endsSentence } from './blocks.ts';
import { isBlank, type Line, written } from './lines.ts';

/** Blank ones among them. Nothing further up is looked at. */
const LINES_MAX = 30;

export type WithoutAppendix = { readonly lines: readonly Line[]; readonly notes: readonly string[] };

export function withoutAppendix(lines: readonly Line[]): WithoutAppendix {
  const from = Math.max(2, lines.length - LINES_MAX);
  const at = lines.findIndex((_, index) => index >= from && beginsAppendix(lines, index));
  if (at < 0) return { lines, notes: [] };
  const notes = written(lines.slice(at)).map(({ text }) => text.trim());
  return { lines: lines.slice(0, at), notes: [notes.join('\n')] };
}

function beginsAppendix(lines: readonly Line[], index: number): boolean {
  const below = written(lines.slice(index + 1));
  if (isBlank(lines[index]) || below.length === 0) return false;
  const text = lines[index]?.text ?? '';
  return isSignature(text, below) || areContacts(text, below) || areLinks(text, below);
}

const SIGNATURE_LINES_MAX = 4;
const SIGNATURE_LENGTH_MAX = 60;

/** Of a mail: `--`, then name and address. */
function isSignature(text: string, below: readonly Line[]): boolean {
  const areShort = below.every((line) => line.text.length <= SIGNATURE_LENGTH_MAX && !endsSentence(line.text));
  return /^--\s{0,20}$/u.test(text) && below.length <= SIGNATURE_LINES_MAX && areShort;
}

const CONTACTS =
  /^\W{0,3}(?:(?:for )?(?:media|press)\s|pour la presse\s)?(?:contacts?|enquiries|inquiries)(?:\s(?:presse|press|details|m[eé]dias?))?\s?:?$/iu;
const CONTACT_LINES_MAX = 14;

/** Whom to ask about a press release. */
function areContacts(text: string, below: readonly Line[]): boolean {
  if (!CONTACTS.test(text.trim())) return false;
  return below.length <= CONTACT_LINES_MAX && below.some((line) => /@|\+?\d[\d ()-]{6,}/u.test(line.text));
}

const LINKS =
  /^\W{0,3}(?:read (?:also|more|next)|also read|see also|more (?:news|stories)|most (?:read|popular)|(?:related|latest|similar|other) (?:stories|articles|news|links|posts|topics)|you (?:may|might) also like|share this(?: \p{L}+)?|[àa] lire (?:aussi|[eé]galement)|lire (?:aussi|[eé]galement)|sur le m[eê]me (?:sujet|th[eè]me)|articles? (?:similaires|connexes|li[eé]s)|dans la m[eê]me rubrique|partager(?: cet article)?|leia (?:tamb[eé]m|mais)|not[ií]cias relacionadas|veja tamb[eé]m|lea tambi[eé]n|tags|اقرأ أيضا|مواضيع ذات صلة|أخبار ذات صلة)\W{0,3}$/iu;
const LINK_LINES_MAX = 15;
const LINK_LENGTH_MAX = 140;

/** Headlines of other stories, of which none is a sentence. */
function areLinks(text: string, below: readonly Line[]): boolean {
  const isHeading = text.length <= SIGNATURE_LENGTH_MAX && LINKS.test(text.trim());
  return (
    isHeading &&
    below.length <= LINK_LINES_MAX &&
    below.every((line) => line.text.length <= LINK_LENGTH_MAX && !/[^.]\.\s{0,3}$/u.test(line.text.slice(-8)))
  );
}
