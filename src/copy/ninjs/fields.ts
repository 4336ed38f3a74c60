/** The fields of a ninjs object. Their names changed from release to release: 1.x has `versioncreated`, 3.x `versionCreated`. */
import { clean } from '../clean.ts';
import { type Finding, quoted } from '../finding.ts';
import { singleSpaced } from '../items/blocks.ts';
import type { JsonValue } from './json.ts';

export type JsonObject = Extract<JsonValue, { kind: 'object' }>;
export type JsonText = Extract<JsonValue, { kind: 'text' }>;

/** Reads one object; a field of another type than it should be is told and not used. */
export class Fields {
  readonly #members: ReadonlyMap<string, JsonValue>;
  readonly findings: Finding[];

  constructor({ members }: JsonObject, findings: Finding[]) {
    this.#members = new Map([...members].toReversed().map(([name, value]) => [name.toLowerCase(), value]));
    this.findings = findings;
  }

  /** The first of these names that is there. Their case does not matter; `null` is nothing. */
  value(...names: readonly string[]): JsonValue | undefined {
    const found = names
      .map((name) => this.#members.get(name.toLowerCase()))
      .find((value) => value !== undefined && value.kind !== 'null');
    return found;
  }

  /** All fields whose names begin like that: `headline_`, `body_`. */
  beginning(start: string): readonly (readonly [string, JsonValue])[] {
    return [...this.#members].filter(([name]) => name.startsWith(start)).toReversed();
  }

  /** A text with its line breaks. */
  text(...names: readonly string[]): JsonText | undefined {
    const value = this.value(...names);
    if (value === undefined || value.kind === 'text') return value;
    return this.#mistyped(names[0] ?? '', value, 'a text');
  }

  /** A text on one line; nothing where it is blank. */
  line(...names: readonly string[]): string | undefined {
    const text = this.text(...names)?.text;
    return text === undefined ? undefined : lineOf(text);
  }

  /** A text, or a number where some senders write one. */
  textOrNumber(...names: readonly string[]): JsonText | undefined {
    const value = this.value(...names);
    if (value?.kind !== 'number') return this.text(...names);
    const { line, column } = value;
    return { kind: 'text', text: String(value.number), line, column };
  }

  /** The objects of a list; some senders write a single one without the list. */
  objects(...names: readonly string[]): readonly Fields[] {
    const value = this.value(...names);
    if (value === undefined) return [];
    const items = value.kind === 'array' ? value.items : [value];
    return items.flatMap((item) => {
      if (item.kind === 'object') return [new Fields(item, this.findings)];
      if (item.kind === 'text') return [];
      this.#mistyped(names[0] ?? '', item, 'a list of objects');
      return [];
    });
  }

  /** The objects of a list, or those that a map has by their names. */
  members(name: string): readonly Fields[] {
    const value = this.value(name);
    const items = value?.kind === 'array' ? value.items : value?.kind === 'object' ? [...value.members.values()] : [];
    return items.flatMap((item) => (item.kind === 'object' ? [new Fields(item, this.findings)] : []));
  }

  /** The texts of a list. */
  lines(...names: readonly string[]): readonly string[] {
    const value = this.value(...names);
    const items = value?.kind === 'array' ? value.items : value === undefined ? [] : [value];
    return items.flatMap((item) => (item.kind === 'text' ? (lineOf(item.text) ?? []) : []));
  }

  #mistyped(name: string, { kind, line, column }: JsonValue, wanted: string): undefined {
    const message = `${quoted(name)} is not used: it is ${KINDS[kind]}, and should be ${wanted}`;
    this.findings.push({ severity: 'warning', line, column, message });
    return undefined;
  }
}

const KINDS: Readonly<Record<JsonValue['kind'], string>> = {
  object: 'an object',
  array: 'a list',
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function lineOf(text: string): string | undefined {
  const line = singleSpaced(clean(text).text);
  return line === '' ? undefined : line;
}
