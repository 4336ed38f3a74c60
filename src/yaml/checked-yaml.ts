/** YAML that people write, checked against a schema: all its faults at once, each with line and column. */
import { isMap, isNode, isPair, type ErrorCode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';

import type { Problem } from '../story/problem.ts';
import { schemaFault } from '../story/schema-fault.ts';
import { nearest } from './nearest.ts';

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type YamlSource = {
  readonly text: string;
  /** As the user would name it. */
  readonly file: string;
  /** Lines of the file before this text: front matter does not begin a file. */
  readonly linesBefore?: number;
  /**
   * Makes every scalar text, whatever it looks like (YAML 1.2 failsafe schema: `06000000` keeps its zero), and sees
   * each before the schema does.
   */
  readonly eachText?: (text: string, place: Place) => string;
  /** Keys of earlier releases, such as `feed.hub`: what to write in their place. */
  readonly former?: ReadonlyMap<string, string>;
};

export type Place = Pick<Problem, 'line' | 'column'>;

type Issue = z.core.$ZodIssue;
type Locate = (offset: number) => Place;

/**
 * The value, or every problem. Dates, `no` and numbers with leading zeros stay what they look like: the YAML 1.2 core
 * schema is used. An empty text is an empty map.
 */
export function checkedYaml<Schema extends z.ZodType>(source: YamlSource, schema: Schema): Checked<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    version: '1.2',
    ...(source.eachText !== undefined && { schema: 'failsafe' }),
  });
  const locate: Locate = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: line + (source.linesBefore ?? 0), column: col };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return refused(
      firstOfEachLine(
        faults.map(({ pos, code, message }) => ({ ...locate(pos[0]), message: yamlFault(code, message) })),
      ),
    );
  }
  if (source.eachText !== undefined) passTexts(document, source.eachText, locate);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    return refused([
      {
        line: 1 + (source.linesBefore ?? 0),
        message: `not usable YAML: ${error instanceof Error ? error.message : String(error)}${error instanceof ReferenceError ? QUOTE_BEGINNING : ''}`,
      },
    ]);
  }
  const result = schema.safeParse(value, { error: schemaFault });
  if (result.success) return { ok: true, value: result.data };
  return refused(
    result.error.issues.flatMap((issue) => describe(issue, document, { schema, former: source.former }, locate)),
  );

  function refused(faultsFound: readonly Omit<Problem, 'file' | 'severity'>[]): Checked<never> {
    return { ok: false, problems: faultsFound.map((fault) => ({ file: source.file, severity: 'error', ...fault })) };
  }
}

function yamlFault(code: ErrorCode, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'not valid YAML: "---" begins a second document, and one is all there may be';
  return `not valid YAML: ${message}${adviceFor(code, message)}`;
}

function adviceFor(code: ErrorCode, message: string): string {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return '; a text with a colon in it must stand in quotation marks';
  const isOfBeginning = code === 'BAD_ALIAS' || code === 'BAD_SCALAR_START' || message.endsWith('at node end');
  return isOfBeginning ? QUOTE_BEGINNING : '';
}

/** `schedule: * * * * *` */
const QUOTE_BEGINNING = '; a text that begins with a sign such as * & @ % or ` must stand in quotation marks';

/** The parser stumbles on over what follows from it. */
function firstOfEachLine<Fault extends { readonly line?: number }>(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index);
}

function passTexts(document: Document, eachText: NonNullable<YamlSource['eachText']>, locate: Locate): void {
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string') {
        node.value = eachText(node.value, locate(node.range?.[0] ?? 0));
      }
    },
  });
}

function describe(
  issue: Issue,
  document: Document,
  known: { readonly schema: z.ZodType; readonly former: YamlSource['former'] },
  locate: Locate,
): Omit<Problem, 'file' | 'severity'>[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? part.toString() : part));
  const name = path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const full = [...path, key].join('.');
      const instead = known.former?.get(full);
      return {
        ...placeOf(document, [...path, key], locate),
        message:
          instead === undefined
            ? unknownKey(full, key, keysOf(known.schema, path))
            : `"${full}" is of an earlier release: ${instead}`,
      };
    });
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined && !document.hasIn(path);
  if (path.length === 0) return [{ ...locate(0), message: lowerFirst(issue.message) }];
  return [
    {
      ...placeOf(document, path, locate),
      message: missing ? `"${name}" is missing` : `"${name}" is not right: ${lowerFirst(issue.message)}`,
    },
  ];
}

function unknownKey(name: string, key: string, choices: readonly string[]): string {
  const meant = nearest(key, choices);
  if (choices.length === 0) return `"${name}" is not known here`;
  const advice = meant === undefined ? `known are: ${choices.join(', ')}` : `did you mean "${meant}"?`;
  return `"${name}" is not known here; ${advice}`;
}

/** Where that key stands, or the deepest part of its path that is written down. */
function placeOf(
  document: Document,
  path: readonly (string | number)[],
  locate: Locate,
): Pick<Problem, 'line' | 'column'> {
  let offset = 0;
  let node: unknown = document.contents;
  for (const part of path) {
    const pair: unknown = isMap(node)
      ? node.items.find((item) => isPair(item) && String(item.key) === String(part))
      : undefined;
    const key: unknown = isPair(pair) ? pair.key : undefined;
    node = isPair(pair) ? pair.value : document.getIn(path.slice(0, path.indexOf(part) + 1), true);
    if (isNode(key) && key.range) offset = key.range[0];
    else if (isNode(node) && node.range) offset = node.range[0];
    else break;
  }
  return locate(offset);
}

/** The keys that the schema knows at that place. */
function keysOf(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let inner: z.core.JSONSchema.BaseSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const part of path) {
    const next = typeof part === 'number' ? inner.items : inner.properties?.[part];
    if (typeof next !== 'object' || Array.isArray(next)) return [];
    inner = next;
  }
  return Object.keys(inner.properties ?? {});
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
