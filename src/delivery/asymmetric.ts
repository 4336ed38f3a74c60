/**
 * Standard Webhooks 1.0: ed25519 keys and signatures (`v1a`). The sender alone has the secret key; whoever has the public
 * one can verify and not sign. `whpk_` is the public key in base64, `whsk_` the secret one with the public one behind it,
 * as Svix, who wrote the standard, has them.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

import { WiredeskError } from '../story/wiredesk-error.ts';

const SECRET_PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
const KEY_BYTES = 32;

/** What stands before the bytes of a key in DER (RFC 8410 §4 and §7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export type KeyPair = { readonly secret: string; readonly publicKey: string };

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
  const point = pointOf(publicKey);
  return {
    secret: SECRET_PREFIX + Buffer.concat([seed, point]).toString('base64'),
    publicKey: PUBLIC_PREFIX + point.toString('base64'),
  };
}

export function isSecretKey(text: string): boolean {
  return text.startsWith(SECRET_PREFIX);
}

export function isPublicKey(text: string): boolean {
  return text.startsWith(PUBLIC_PREFIX);
}

/** Of `whsk_...`, with the public key behind it or without. */
export function secretKeyOf(text: string): KeyObject {
  const bytes = bytesOf(text, SECRET_PREFIX);
  const [seed, point] = [bytes?.subarray(0, KEY_BYTES), bytes?.subarray(KEY_BYTES)];
  if (seed?.length === KEY_BYTES && point !== undefined) {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    if (point.length === 0 || point.equals(pointOf(createPublicKey(key)))) return key;
  }
  throw new WiredeskError(`a secret key is ${SECRET_PREFIX} followed by an ed25519 key in base64 (Standard Webhooks)`);
}

/** Of `whpk_...`. */
export function publicKeyOf(text: string): KeyObject {
  const bytes = bytesOf(text, PUBLIC_PREFIX);
  if (bytes?.length === KEY_BYTES) {
    return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
  }
  throw new WiredeskError(
    `a public key is ${PUBLIC_PREFIX} followed by the ${KEY_BYTES} bytes of an ed25519 key in base64 (Standard Webhooks): ` +
      'copy it whole, as wiredesk subscribers public-key shows it',
  );
}

/** The `whpk_...` of a `whsk_...`. */
export function publicTextOf(secret: string): string {
  return PUBLIC_PREFIX + pointOf(createPublicKey(secretKeyOf(secret))).toString('base64');
}

export function signAsymmetric(key: KeyObject, content: Uint8Array): string {
  return sign(null, content, key).toString('base64');
}

export function isSignedBy(key: KeyObject, content: Uint8Array, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify(null, content, key, bytes);
}

function pointOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

function bytesOf(text: string, prefix: string): Buffer | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded ? bytes : undefined;
}
