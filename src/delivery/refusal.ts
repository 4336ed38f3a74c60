/** The words in which an endpoint refuses an event: an operator finds out by them what is wrong. */

import type { HttpRequest } from './exchange.ts';

/** Enough for a sentence and for the beginning of a list of faults. */
const ANSWER_BYTES_KEPT = 1_024;

/** Whoever takes a story is not listened to any further. */
export const REFUSALS_KEPT: Required<Pick<HttpRequest, 'answerBytesKept' | 'keepsAnswerOf'>> = {
  answerBytesKept: ANSWER_BYTES_KEPT,
  keepsAnswerOf: (status) => status >= 400,
};

/** In place of what is secret. */
const WITHHELD = '[...]';

/** As text, without the header values that the subscriber wants with each request: some servers repeat what they were sent. */
export function refusalText(bytes: Uint8Array | undefined, secrets: readonly string[]): string | undefined {
  if (bytes === undefined) return undefined;
  // As a stream: half a character at the end is left out.
  const whole = new TextDecoder().decode(bytes, { stream: true }).trim();
  const parts = secrets.flatMap(partsOf);
  const masked = parts.reduce((rest, secret) => rest.replaceAll(secret, WITHHELD), whole);
  const text = bytes.length < ANSWER_BYTES_KEPT ? masked : withoutBegunSecret(masked, parts);
  return text === '' ? undefined : text;
}

/** Where the text was cut, a secret may have been cut with it. */
function withoutBegunSecret(text: string, secrets: readonly string[]): string {
  const begun = Math.max(...secrets.map((secret) => lengthBegun(text, secret)), 0);
  return begun === 0 ? text : `${text.slice(0, -begun)}${WITHHELD}`;
}

/** How much of the secret's beginning the text ends with. */
function lengthBegun(text: string, secret: string): number {
  let length = Math.min(secret.length - 1, text.length);
  while (length > 0 && !text.endsWith(secret.slice(0, length))) length -= 1;
  return length;
}

/** `Bearer abc`, and what is secret in it. */
function partsOf(value: string): readonly string[] {
  return [value, value.slice(value.indexOf(' ') + 1)].filter((part) => part !== '');
}
