/** The description of the API as a page for people: made from the same document that programs get. No script, and nothing from elsewhere. */
import { markup, type Markup } from '../../formats/markup.ts';
import { page } from '../../formats/page.ts';
import type { Desk } from '../../story/desk.ts';
import type { JsonSchema } from './json-schemas.ts';
import type { OpenApi, OperationObject, ParameterObject, ResponseObject } from './openapi.ts';
import { PAGE_STYLE_FILE } from './page-style.ts';
import { typeOf } from './type-in-words.ts';

/** Where the page is read from: `/v1` and `/v1/` are the same to whoever types them, and not to links. */
export type PageAddress = '/v1' | '/v1/';

export function descriptionPage(description: OpenApi, desk: Desk, address: PageAddress): string {
  const [toRoot, toApi] = address === '/v1' ? ['', 'v1/'] : ['../', ''];
  const { info, tags, paths, servers, components } = description;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return page({
    desk,
    toRoot,
    language: 'en',
    wordsLanguage: 'en',
    title: `API: ${String(info['title'])}`,
    head: [
      markup`<meta name="robots" content="noindex">`,
      markup`<link rel="stylesheet" href="${toApi}${PAGE_STYLE_FILE}">`,
    ],
    masthead: markup`<p class="agency">${String(info['title'])}</p>\n<p class="tagline">The API, at <code>${String(servers[0]?.['url'])}</code></p>`,
    main: markup`<h1>The API</h1>
<p>Send an access token with each request, as in <code>Authorization: Bearer wdt_…</code>; whoever runs the desk makes it. What goes wrong is answered with a problem (RFC 9457) that says what to do. For programs the same stands in <a href="${toApi}openapi.json">openapi.json</a> (OpenAPI ${description.openapi}).</p>
${tags.map(
  ({ name }) => markup`<h2>${name}</h2>
${calls.filter(({ operation }) => operation.tags.includes(name)).map(callPart)}`,
)}<h2>What is answered</h2>
${Object.entries(components['schemas'] ?? {}).map(([name, schema]) => schemaPart(name, schema))}`,
  });
}

/** What stands between backticks is code: OpenAPI has descriptions in CommonMark. */
function inWords(description: string): readonly Markup[] {
  return description
    .split('`')
    .map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
}

type CallPart = { readonly path: string; readonly method: string; readonly operation: OperationObject };

function callPart({ path, method, operation }: CallPart): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses, security } = operation;
  const scopes = security.flatMap((scheme) => Object.values(scheme).flat());
  return markup`<section id="${operationId}">
<h3>${summary}</h3>
<code class="call"><b>${method.toUpperCase()}</b> /v1${path}</code>
<p><small>${scopes.length === 0 ? 'Needs no token.' : `Needs the scope ${scopes.join(', ')}.`}</small>${description === undefined ? '' : markup` ${inWords(description)}`}</p>
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
<p>${rows.length === 0 ? typeOf(schema) : ''} ${typeof schema['description'] === 'string' ? inWords(schema['description']) : ''}</p>
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
${rows.map(([name, text]) => markup`<tr><th scope="row"><code>${name}</code></th><td>${inWords(text)}</td></tr>\n`)}</table>
`;
}
