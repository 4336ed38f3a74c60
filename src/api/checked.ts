/** What a request brings, held against the schemas of its operation; every fault with its place. */
import { z } from 'zod';

import { schemaFault } from '../story/schema-fault.ts';
import { type FieldError, problem, type ProblemAnswer } from './answer.ts';

export type Checked = { readonly kind: 'checked'; readonly value: unknown } | ProblemAnswer;

type Place = 'parameter' | 'header' | 'pointer';

export function checkedParams(schema: z.ZodObject | undefined, params: Readonly<Record<string, string>>): Checked {
  return checked(schema, params, 'parameter');
}

/** A field that is a list may come several times, and any other once: which of two was meant, nobody can tell. */
export function checkedQuery(schema: z.ZodObject = z.strictObject({}), query: URLSearchParams): Checked {
  const values: Record<string, unknown> = Object.create(null);
  const repeated: FieldError[] = [];
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    const isKnown = Object.hasOwn(schema.shape, name);
    const mayRepeat = isKnown && isList(schema.shape[name]);
    values[name] = mayRepeat ? all : all[0];
    if (isKnown && !mayRepeat && all.length > 1) {
      repeated.push({ detail: `may come only once, and is here ${all.length} times`, parameter: name });
    }
  }
  return checked(schema.strict(), { ...values }, 'parameter', repeated);
}

export function checkedHeaders(schema: z.ZodObject | undefined, headers: object): Checked {
  return checked(schema?.strip(), headers, 'header');
}

export function checkedBody(schema: z.ZodType, value: unknown): Checked {
  return checked(schema, value, 'pointer');
}

function checked(
  schema: z.ZodType | undefined,
  value: unknown,
  place: Place,
  found: readonly FieldError[] = [],
): Checked {
  if (schema === undefined) return { kind: 'checked', value: undefined };
  const result = schema.safeParse(value, { error: schemaFault });
  if (result.success && found.length === 0) return { kind: 'checked', value: result.data };
  const issues = result.error?.issues ?? [];
  const errors = [...found, ...issues.flatMap((issue) => errorsOf(issue, value, place))];
  const name = place === 'pointer' ? 'invalid-body' : 'invalid-parameters';
  const [first] = errors;
  const where = first?.parameter ?? first?.header ?? first?.pointer ?? '';
  return problem(name, `${where} ${first?.detail ?? ''}`.trim(), { errors });
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodArray) return true;
  if (schema instanceof z.ZodPipe) return isList(schema.in);
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault;
  return isWrapped && isList(schema.unwrap());
}

function errorsOf(issue: z.core.$ZodIssue, value: unknown, place: Place): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => errorAt([...issue.path, key], 'is not known here', place));
  }
  const isMissing = issue.code === 'invalid_type' && at(value, issue.path) === undefined;
  return [errorAt(issue.path, isMissing ? 'is missing' : issue.message, place)];
}

function errorAt(path: readonly PropertyKey[], detail: string, place: Place): FieldError {
  if (place !== 'pointer') return { detail, [place]: String(path[0] ?? '') };
  return { detail, pointer: `#${path.map((key) => `/${pointerPart(String(key))}`).join('')}` };
}

/** RFC 6901 §3 and §6. */
function pointerPart(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
