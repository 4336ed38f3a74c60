/**
 * What Superdesk's HTTP push sends beside its document, and its receivers look at: the HMAC-SHA1 of the body alone, under
 * a secret that operators type as plain text (`PUSH_KEY` of Newshub, the organization's secret token of Web Publisher).
 * There is room for one signature, so a changed secret has no time in which both hold.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { WiredeskError } from '../story/wiredesk-error.ts';

const PLAIN = /^[\u0021-\u007e]{8,256}$/;

/** Throws a `WiredeskError` that does not repeat it. */
export function checkPlainSecret(text: string): string {
  if (PLAIN.test(text) && !/^wh(sec|sk|pk)_/.test(text)) return text;
  throw new WiredeskError(
    'a push secret is 8 to 256 letters, digits and signs of ASCII without blanks, and does not begin as the keys of ' +
      'Standard Webhooks do',
  );
}

/** The text as it stands is the key, whatever it begins with. */
export function pushKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret));
}

export function superdeskHeaders(key: KeyObject, body: Uint8Array): Readonly<Record<string, string>> {
  const digest = createHmac('sha1', key).update(body).digest('hex');
  return { accept: 'application/json', 'x-superdesk-signature': `sha1=${digest}` };
}
