/** A line of the access log, in the form that log analysers read: Common Log Format, or combined with two fields more. */
import { lastRemembered } from '../story/remembered.ts';

export type AccessForm = 'common' | 'combined';

export type Access = {
  readonly client: string | undefined;
  readonly at: Date;
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  readonly httpVersion: string;
  readonly status: number;
  /** Of the body. */
  readonly bytes: number;
  readonly referer: string | undefined;
  readonly userAgent: string | undefined;
};

export function accessLine(access: Access, form: AccessForm): string {
  const { client, at, method, target, httpVersion, status, bytes, referer, userAgent } = access;
  const request = `"${escaped(`${method} ${target} HTTP/${httpVersion}`)}"`;
  const common = `${client ?? '-'} - - [${clfDate(at)}] ${request} ${status} ${bytes === 0 ? '-' : bytes}`;
  return form === 'common' ? common : `${common} "${escaped(referer ?? '-')}" "${escaped(userAgent ?? '-')}"`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Many lines share a second. */
function clfDate(at: Date): string {
  return clfSecond(Math.floor(at.getTime() / 1000));
}

const clfSecond = lastRemembered((second) => inClf(new Date(second * 1000)));

/** `25/Nov/2026:18:04:11 +0000`, always in UTC: a log that moves with the clocks has an hour twice. */
function inClf(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1] ?? ''}/${year}:${time.slice(0, 8)} +0000`;
}

/** What a client sends can neither end the field nor begin a line nor move a terminal's cursor. */
function escaped(text: string): string {
  return text.replace(/["\\]|[^\x20-\x7e]/g, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
