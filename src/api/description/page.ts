/** The description of the API as a page for people: made from the same document that programs get. No script, no other request. */
import { createHash } from 'node:crypto';

import { trusted, markup, type Markup } from '../../formats/markup.ts';
import { page } from '../../formats/page.ts';
import type { JsonSchema } from './json-schemas.ts';
import type { OpenApi, OperationObject, ParameterObject, ResponseObject } from './openapi.ts';
import { typeOf } from './type-in-words.ts';

const STYLE = `main > * { max-width: 48rem; margin-inline: auto; }
main h2 { margin-block: 3rem 1rem; padding-block-end: .25rem; border-block-end: 3px double var(--ink); }
main h3 { margin-block: 2rem .5rem; font-size: 1.125rem; }
code, pre { font: .875em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.call { display: block; padding: .5rem .75rem; border-inline-start: 3px solid var(--accent); background: color-mix(in srgb, var(--rule) 30%, transparent); }
.call b { color: var(--accent); }
table { width: 100%; border-collapse: collapse; font: .875rem/1.5 var(--label); margin-block-end: 1rem; }
th { width: 14rem; font-weight: 400; text-align: start; }
th, td { padding: .35rem .75rem .35rem 0; border-block-end: 1px solid var(--rule); vertical-align: top; }
caption { text-align: start; color: var(--quiet); }
small { color: var(--quiet); }
`;

/** The very text between the tags is let in, and nothing else (Content Security Policy Level 3, hash-source). */
export function policyOf(html: string): string {
  const styles = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style = '']) => hashOf(style));
  return [
    "default-src 'none'",
    `style-src ${styles.join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

export function descriptionPage(description: OpenApi): string {
  const { info, tags, paths, servers, components } = description;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return page({
    language: 'en',
    wordsLanguage: 'en',
    title: `API: ${String(info['title'])}`,
    head: [markup`<meta name="robots" content="noindex">`, markup`<style>${trusted(STYLE)}</style>`],
    masthead: markup`<p class="agency">${String(info['title'])}</p>\n<p class="tagline">The API, at <code>${String(servers[0]?.['url'])}</code></p>`,
    main: markup`<h1>The API</h1>
<p>Send an access token with each request, as in <code>Authorization: Bearer wdt_…</code>; whoever runs the desk makes it. What goes wrong is answered with a problem (RFC 9457) that says what to do. For programs the same stands in <a href="openapi.json">openapi.json</a> (OpenAPI ${description.openapi}).</p>
${tags.map(
  ({ name }) => markup`<h2>${name}</h2>
${calls.filter(({ operation }) => operation.tags.includes(name)).map(callPart)}`,
)}<h2>What is answered</h2>
${Object.entries(components['schemas'] ?? {}).map(([name, schema]) => schemaPart(name, schema))}`,
  });
}

type CallPart = { readonly path: string; readonly method: string; readonly operation: OperationObject };

function callPart({ path, method, operation }: CallPart): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses, security } = operation;
  const scopes = security.flatMap((scheme) => Object.values(scheme).flat());
  return markup`<section id="${operationId}">
<h3>${summary}</h3>
<code class="call"><b>${method.toUpperCase()}</b> /v1${path}</code>
<p><small>${scopes.length === 0 ? 'Needs no token.' : `Needs the scope ${scopes.join(', ')}.`}</small>${description === undefined ? '' : ` ${description}`}</p>
${table('Parameters', parameters.map(parameterRow))}${bodyPart(requestBody)}${table('Answers', Object.entries(responses).flatMap(answerRow))}</section>
`;
}

function parameterRow({ name, in: place, required, description, schema }: ParameterObject): Row {
  const facts = [place, ...(required ? ['required'] : []), typeOf(schema)];
  return [name, [facts.join(', '), description].filter((part) => part !== undefined).join('. ')];
}

function bodyPart(body: OperationObject['requestBody']): Markup {
  if (body === undefined) return markup``;
  const kinds = Object.entries(body.content);
  const [, first] = kinds[0] ?? [];
  const rows = first?.schema === undefined ? [] : fieldRows(first.schema);
  return table(`Body: ${kinds.map(([mediaType]) => mediaType).join(', ')}`, rows, 'always');
}

/** What may always go wrong stands in the description for programs. */
function answerRow([status, { description, content, $ref }]: readonly [string, ResponseObject]): readonly Row[] {
  if ($ref !== undefined) return [];
  const types = Object.values(content ?? {}).flatMap(({ schema }) => (schema === undefined ? [] : [typeOf(schema)]));
  return [[status, [description ?? '', ...types].join(' ')]];
}

function schemaPart(name: string, schema: JsonSchema): Markup {
  const rows = fieldRows(schema);
  return markup`<section id="schema-${name}"><h3>${name}</h3>
<p>${rows.length === 0 ? typeOf(schema) : ''} ${typeof schema['description'] === 'string' ? schema['description'] : ''}</p>
${table('Fields', rows)}</section>
`;
}

type Row = readonly [string, string];

function fieldRows(schema: JsonSchema): readonly Row[] {
  const {
    properties = {},
    required = [],
  }: { properties?: Readonly<Record<string, JsonSchema>>; required?: readonly string[] } = schema;
  return Object.entries(properties).map(([name, field]) => {
    const facts = [typeOf(field), ...(required.includes(name) ? [] : ['optional'])];
    const { description } = field;
    return [name, [facts.join(', '), ...(typeof description === 'string' ? [description] : [])].join('. ')];
  });
}

function table(caption: string, rows: readonly Row[], shown: 'always' | 'filled' = 'filled'): Markup {
  if (rows.length === 0 && shown === 'filled') return markup``;
  return markup`<table><caption>${caption}</caption>
${rows.map(([name, text]) => markup`<tr><th scope="row"><code>${name}</code></th><td>${text}</td></tr>\n`)}</table>
`;
}
