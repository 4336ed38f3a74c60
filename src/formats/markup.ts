/** HTML by template: whatever is inserted is text and gets escaped, unless it is markup itself. */
import { escapeHtml } from './text.ts';

export type Markup = { readonly html: string };

/** `undefined` and `false` leave nothing behind, a list is written without separators. */
type Insert = string | number | Markup | undefined | false | readonly Markup[];

export function markup(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return { html: String.raw({ raw: strings }, ...inserts.map(htmlOf)) };
}

/** Markup made elsewhere, which must be safe as it is. */
export function trusted(html: string): Markup {
  return { html };
}

/** The given pieces with something between them. */
export function joined(pieces: readonly Markup[], separator: string | Markup): Markup {
  return trusted(pieces.map(({ html }) => html).join(htmlOf(separator)));
}

function htmlOf(insert: Insert): string {
  if (insert === undefined || insert === false) return '';
  if (typeof insert === 'string' || typeof insert === 'number') return escapeHtml(String(insert));
  return 'html' in insert ? insert.html : insert.map(({ html }) => html).join('');
}
