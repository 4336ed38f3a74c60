/** What a JSON Schema takes, in a few words. */
import type { JsonSchema } from './json-schemas.ts';

type Keywords = {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
};

export function typeOf(schema: JsonSchema): string {
  const keywords: Keywords = schema;
  const { default: usual } = keywords;
  return `${kindOf(keywords)}${usual === undefined ? '' : `, by default ${JSON.stringify(usual)}`}`;
}

function kindOf({ $ref, type, enum: choices, const: only, format, items, anyOf, minimum, maximum }: Keywords): string {
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (choices !== undefined) return `one of ${choices.join(', ')}`;
  if (only !== undefined) return JSON.stringify(only);
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  if (type === 'array') return `list of ${items === undefined ? 'anything' : typeOf(items)}`;
  const bounds = [minimum === undefined ? '' : `from ${minimum}`, maximum === undefined ? '' : `to ${maximum}`];
  return [format ?? type ?? 'anything', ...bounds].filter((part) => part !== '').join(' ');
}
