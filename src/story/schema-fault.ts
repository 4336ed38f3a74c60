/** What is wrong with a value that a schema refuses, as it is said to people: what it must be, not what was expected of it. */
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** For zod's `error`, which asks it where the schema has no words of its own; `undefined`: zod's. */
export function schemaFault(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type') return issue.input === null ? EMPTY : TYPES[issue.expected];
  if (issue.code === 'invalid_value') return `must be ${oneOf(issue.values.map(String))}`;
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum);
    return ofSize(issue.origin, issue.inclusive === false ? 'more than' : 'at least', least);
  }
  if (issue.code === 'too_big') {
    return ofSize(issue.origin, issue.inclusive === false ? 'less than' : 'at most', Number(issue.maximum));
  }
  return undefined;
}

/** `port:` with nothing behind it, in YAML. */
const EMPTY = 'must not be empty: give it a value, or leave it out';

const TYPES: Readonly<Record<string, string>> = {
  int: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  string: 'must be text; a number or a date needs quotation marks to be one',
  array: 'must be a list',
  object: 'must have names and values, not a single value',
  record: 'must have names and values, not a single value',
};

function ofSize(origin: string, relation: string, size: number): string | undefined {
  if (origin === 'number' || origin === 'int') return `must be ${relation} ${size}`;
  if (origin === 'string') {
    return relation === 'at least' && size === 1 ? 'must not be empty' : `must have ${relation} ${size} characters`;
  }
  return origin === 'array' ? `must have ${relation} ${size === 1 ? 'one entry' : `${size} entries`}` : undefined;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}
