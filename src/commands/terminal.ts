/** What commands share at the terminal: printing, tables, and the option that names the desk. */
import { styleText } from 'node:util';

import { InvalidArgumentError, Option } from 'commander';
import stringWidth from 'string-width';

import { wholeNumber } from '../story/whole-number.ts';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Columns as wide as their widest cell; the last one ragged. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : padded(cell, widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** In columns of a terminal: a Chinese character takes two, an Arabic vowel sign and a colour's code none. */
function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}

/** What others have written, with nothing in it that a terminal would obey (control and direction characters). */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function dim(text: string): string {
  return styleText('dim', text);
}

/** `--desk DIR`, on every command that works on a desk. */
export function deskOption(): Option {
  return new Option('--desk <dir>', 'the desk: a folder with wiredesk.yaml')
    .env('WIREDESK_DESK')
    .argParser(notBlank)
    .default('.');
}

/** `--json`, on every command that answers with facts. */
export function jsonOption(): Option {
  return new Option('--json', 'answer in JSON, for programs');
}

/** A command ends with this exit code once all that it has begun is done. */
export function fail(): void {
  process.exitCode = 1;
}

/** For what names a folder or a host: Node takes nothing for the folder that it runs in, and for every host of the machine. */
export function notBlank(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('it is empty, as where a variable of a script is not set.');
}

const PORT_MAX = 65_535;

/** For options that name a port. */
export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port !== undefined && port <= PORT_MAX) return port;
  throw new InvalidArgumentError(`a port is 0 to ${PORT_MAX}, in digits alone.`);
}
