/**
 * Marked-up text to the plain blocks that a story is made of. Takes the marks of XHTML, HTML and NITF one by one, whether
 * they come from a tree or from a run of tags: what nobody may take over (scripts, styles, forms, pictures, whatever
 * else is embedded) is left out whole, all other marks leave their text.
 */
import { clean } from '../clean.ts';
import { linesOf } from '../lines.ts';
import { layOut } from './table.ts';

export type Block = {
  /** A heading within the text; or text whose line breaks and blanks are to be kept, such as a table. */
  readonly form: 'paragraph' | 'subhead' | 'preformatted';
  readonly text: string;
};

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/**
 * With all that is in them. `media` and `body.head` are NITF's: pictures, and what item metadata says already, as does the
 * `header` of a page (headline, date, an embargo that is over).
 */
const LEFT_OUT = names(
  'script style head title template noscript noframes noembed iframe object embed applet svg math canvas audio video picture figure map form button select textarea datalist dialog nav header footer del media body.head docdata',
);
const SUBHEADS = names('h1 h2 h3 h4 h5 h6 hl2');
/** Where one begins or ends, so does a paragraph. A line break does too: a story's paragraphs have no lines. */
const BLOCKS = names(
  'p div section article main aside address blockquote bq block body html ul ol dl li dt dd hr br center fieldset details summary caption figcaption nitf body.content body.end tagline note pre table thead tbody tfoot tr td th nitf-table',
);
/** HTML has no end tag for these. */
const EMPTY = names('br hr img input area base col embed link meta source track wbr');

type List = { readonly isOrdered: boolean; count: number };
type Table = { readonly rows: string[][][]; depth: number };

/** Names of elements are in small letters. */
export class BlockWriter {
  readonly #blocks: Block[] = [];
  readonly #lists: List[] = [];
  #words = '';
  #form: Block['form'] = 'paragraph';
  #marker = '';
  #table: Table | undefined;
  #leftOut: { readonly name: string; depth: number } | undefined;

  text(text: string): void {
    if (this.#leftOut === undefined) this.#words += text;
  }

  open(name: string): void {
    if (this.#leftOut !== undefined) {
      if (name === this.#leftOut.name) this.#leftOut.depth += 1;
      return;
    }
    if (LEFT_OUT.has(name)) {
      if (!EMPTY.has(name)) this.#leftOut = { name, depth: 1 };
      return;
    }
    if (!isBlock(name)) return;
    this.#flush();
    this.#form = formOf(name, true, this.#form);
    if (isList(name)) this.#lists.push({ isOrdered: name === 'ol', count: 0 });
    if (name === 'li') this.#marker = markerOf(this.#lists.at(-1));
    this.#openInTable(name);
  }

  close(name: string): void {
    if (this.#leftOut !== undefined) {
      if (name === this.#leftOut.name) this.#leftOut.depth -= 1;
      if (this.#leftOut.depth === 0) this.#leftOut = undefined;
      return;
    }
    if (!isBlock(name)) return;
    this.#flush();
    this.#form = formOf(name, false, this.#form);
    this.#marker = '';
    if (isList(name)) this.#lists.pop();
    if (name === 'table') this.#closeTable();
  }

  /** All blocks; the writer is done. */
  end(): readonly Block[] {
    this.#flush();
    if (this.#table !== undefined) {
      this.#table.depth = 1;
      this.#closeTable();
    }
    return this.#blocks;
  }

  #flush(): void {
    const filed = clean(this.#words).text;
    const text = this.#form === 'preformatted' ? trimmedLines(filed) : singleSpaced(filed);
    this.#words = '';
    if (text.trim() === '') return;
    const written = this.#marker + text;
    this.#marker = '';
    if (this.#table === undefined) this.#blocks.push({ form: this.#form, text: written });
    else this.#table.rows.at(-1)?.at(-1)?.push(singleSpaced(written));
  }

  #openInTable(name: string): void {
    if (name === 'table') {
      if (this.#table === undefined) this.#table = { rows: [], depth: 1 };
      else this.#table.depth += 1;
    }
    if (this.#table?.depth !== 1) return;
    const { rows } = this.#table;
    if (name === 'tr') rows.push([]);
    // A caption, too, is text; so is what stands in a row outside its cells.
    if (name === 'td' || name === 'th' || name === 'caption') {
      if (rows.length === 0 || name === 'caption') rows.push([]);
      rows.at(-1)?.push([]);
    }
  }

  #closeTable(): void {
    if (this.#table === undefined) return;
    this.#table.depth -= 1;
    if (this.#table.depth > 0) return;
    const { rows } = this.#table;
    this.#table = undefined;
    this.#blocks.push(...layOut(rows));
  }
}

function isBlock(name: string): boolean {
  return BLOCKS.has(name) || SUBHEADS.has(name);
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol';
}

/** A heading ends where any other block begins; preformatted text ends where it says so. */
function formOf(name: string, begins: boolean, now: Block['form']): Block['form'] {
  if (name === 'pre') return begins ? 'preformatted' : 'paragraph';
  if (now === 'preformatted') return now;
  return begins && SUBHEADS.has(name) ? 'subhead' : 'paragraph';
}

function markerOf(list: List | undefined): string {
  if (list === undefined) return '';
  list.count += 1;
  return list.isOrdered ? `${list.count}. ` : '• ';
}

/** As browsers show it: white space of the markup is one blank, a no-break space stays one. */
export function singleSpaced(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ').replace(/^ | $/g, '');
}

/** Blank lines around it and blanks at the ends of lines have no meaning; blanks before the first word may. */
function trimmedLines(text: string): string {
  const lines = linesOf(text).map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  return lines.slice(Math.max(0, first), lines.findLastIndex((line) => line !== '') + 1).join('\n');
}
