/** Headline and text of a ninjs object: 1.x has a field for each kind of markup, later releases a list. */
import { clean } from '../clean.ts';
import { type Block, singleSpaced } from '../items/blocks.ts';
import { blocksOfHtml } from '../items/html-blocks.ts';
import { blocksOfText } from '../items/text-blocks.ts';
import type { Fields } from './fields.ts';

export function headlineOf(fields: Fields): string | undefined {
  const own = fields.line('headline');
  if (own !== undefined) return own;
  const headlines = fields.objects('headlines');
  return lineIn(headlines.find((each) => each.line('role') === 'main') ?? headlines[0]);
}

/** Of that role in the list of 2.x and 3.x; in 1.x every `headline_subhead...` is one. */
export function subheadlinesOf(fields: Fields): readonly string[] {
  const inList = fields.objects('headlines').filter((each) => /^sub/i.test(each.line('role') ?? ''));
  const byName = fields.beginning('headline_subhead').map(([name]) => fields.line(name));
  return [...inList.map(lineIn), ...byName].filter((line) => line !== undefined);
}

/** What the text begins with: `description_text`, or the description of that role. */
export function summaryOf(fields: Fields): string | undefined {
  const summary = fields.objects('descriptions').find((each) => each.line('role') === 'summary');
  return lineIn(summary) ?? fields.line('description_text');
}

function lineIn(entry: Fields | undefined): string | undefined {
  const value = entry?.text('value')?.text;
  if (value === undefined) return undefined;
  const line = singleSpaced(clean(isHtml(entry?.line('contentType') ?? '') ? lineOfHtml(value) : value).text);
  return line === '' ? undefined : line;
}

function lineOfHtml(html: string): string {
  return blocksOfHtml(html)
    .map(({ text }) => text)
    .join(' ');
}

type Body = { readonly type: string; readonly value: string };

/** The same text in several forms: the one whose paragraphs are surest comes first. */
const FORMS: readonly RegExp[] = [/(?:^|[/_.+-])html/i, /xhtml/i, /nitf|xml/i, /./, /^$/];

export function bodyOf(fields: Fields): readonly Block[] {
  const bodies = [...bodiesIn(fields), ...fieldsOfBody(fields)];
  for (const { type, value } of bodies.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const blocks =
      isHtml(type) || /nitf|xml/i.test(type) || STARTS_WITH_TAG.test(value) ? blocksOfHtml(value) : blocksOfText(value);
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function rankOf({ type }: Body): number {
  return FORMS.findIndex((form) => form.test(type));
}

const STARTS_WITH_TAG = /^\s{0,99}<[a-z][^<>]{0,200}>/i;

function isHtml(type: string): boolean {
  return /html/i.test(type);
}

/** 2.x and 3.x. What a body is for is left open by the standard; one that says it is a part is none. */
function bodiesIn(fields: Fields): readonly Body[] {
  const bodies = fields.objects('bodies').flatMap((body): (Body & { readonly role: string })[] => {
    const value = body.text('value')?.text;
    const role = body.line('role') ?? '';
    return value === undefined ? [] : [{ role, type: body.line('contentType') ?? role, value }];
  });
  const main = bodies.filter(({ role }) => /^(?:|main|body|text|html|.*html.*|full)$/i.test(role));
  return main.length > 0 ? main : bodies;
}

/** 1.x: `body_html`, `body_text`, and whatever a sender has of its own. */
function fieldsOfBody(fields: Fields): readonly Body[] {
  return fields
    .beginning('body_')
    .flatMap(([name, value]) =>
      value.kind === 'text' ? [{ type: name.slice('body_'.length), value: value.text }] : [],
    );
}
