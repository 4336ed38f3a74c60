/** The log of a running desk: JSON lines for machines, or short lines for the person at the terminal. */
import { styleText } from 'node:util';

import { pino, type Logger } from 'pino';

import { lastRemembered } from '../story/remembered.ts';
import { gatheredLines } from './gathered-lines.ts';
import { writeNow } from './write-now.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

const STANDARD_ERROR = 2;

/** Lines are written in turn, and none of them holds a delivery up. Where nobody takes them off, what is more is dropped. */
const LENGTH_MAX = 16 * 1024 * 1024;

/** Lines go to standard error: standard output belongs to what a command was asked for. What waits is written at exit. */
export function openLog(form: 'json' | 'text', level: 'info' | 'warn' = 'info'): Log {
  const options = { level, base: null, timestamp: () => timestampAt(Date.now()) };
  const writer = pino.destination({ dest: STANDARD_ERROR, sync: false, maxLength: LENGTH_MAX });
  const lines = gatheredLines(writer, (text) => {
    try {
      writer.flushSync();
    } catch {
      // It has ended already, and what it had is written.
    }
    writeNow(STANDARD_ERROR, text);
  });
  return form === 'json'
    ? pino(options, lines)
    : pino(options, { write: (line) => void lines.write(`${asText(line)}\n`) });
}

/** As pino wants it in a line; many lines of a busy moment share a millisecond. */
const timestampAt = lastRemembered((milliseconds) => `,"time":"${new Date(milliseconds).toISOString()}"`);

const LEVELS: Readonly<Record<number, string>> = {
  40: styleText('yellow', 'warning '),
  50: styleText('red', 'error '),
};

/** `18:04:11 delivered  subscriber=lusa seq=12 ms=31` */
function asText(line: string): string {
  const entry: Record<string, unknown> = JSON.parse(line);
  const { level, time, msg, err, ...fields } = entry;
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${quoted(value)}`);
  const cause = typeof err === 'object' && err !== null && 'message' in err ? [quoted(err.message)] : [];
  const details = styleText('dim', [...pairs, ...cause].join(' '));
  return `${String(time).slice(11, 19)} ${LEVELS[Number(level)] ?? ''}${String(msg)}  ${details}`.trimEnd();
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text) ? JSON.stringify(text) : text;
}
