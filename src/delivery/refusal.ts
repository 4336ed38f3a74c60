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
  const text = secrets.flatMap(partsOf).reduce((rest, secret) => rest.replaceAll(secret, WITHHELD), whole);
  return text === '' ? undefined : text;
}

/** `Bearer abc`, and what is secret in it. */
function partsOf(value: string): readonly string[] {
  return [value, value.slice(value.indexOf(' ') + 1)].filter((part) => part !== '');
}
