/**
 * Standard Webhooks 1.0: signatures over id, timestamp and exact body; symmetric (`v1`, HMAC-SHA256) or, where the key is
 * one of a pair, asymmetric (`v1a`, ed25519).
 * Signed afresh for each attempt, since the time stamp is the attempt's and receivers refuse old ones.
 */
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

import { WiredeskError } from '../story/wiredesk-error.ts';
import { isSignedBy, signAsymmetric } from './asymmetric.ts';

/** How far a time stamp may be from the receiver's clock, either way; the reference libraries' figure. */
export const TOLERANCE_MS: number = 5 * 60 * 1000;

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;

export type SignatureHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

export type SignedContent = {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly body: Uint8Array;
  /** More than one while a secret is being changed: receivers accept any match. */
  readonly keys: readonly KeyObject[];
};

type Content = { readonly id: string; readonly timestamp: string; readonly body: Uint8Array };

/** A new secret in its written form. `randomBytes` is `node:crypto`'s. */
export function newSecret(randomBytes: (size: number) => Uint8Array): string {
  return SECRET_PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString('base64');
}

/** The key of a written secret. Keep it: deriving it for every signature costs three times the signature. */
export function signingKey(secret: string): KeyObject {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '';
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded || bytes.length < SECRET_BYTES_MIN || bytes.length > SECRET_BYTES_MAX) {
    throw new WiredeskError(
      `a signing secret is ${SECRET_PREFIX} followed by ${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes in base64 ` +
        '(Standard Webhooks): copy it whole, as it was shown when the subscriber was added',
    );
  }
  return createSecretKey(bytes);
}

export function signatureHeaders({ id, now, body, keys }: SignedContent): SignatureHeaders {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => signature(key, { id, timestamp, body })).join(' '),
  };
}

export type ReceivedHead = {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Shared secrets, and public keys. */
  readonly keys: readonly KeyObject[];
  readonly toleranceMs?: number;
};

export type ReceivedContent = ReceivedHead & { readonly body: Uint8Array };

/** What can be refused before the body is read: headers that are missing, malformed, of another time or another scheme. */
export function refusalOfHead(head: ReceivedHead): string | undefined {
  const claim = readClaim(head);
  return typeof claim === 'string' ? claim : undefined;
}

/** Why what arrived is not to be trusted; `undefined` where it is as it was sent, and recent. */
export function verifySignature({ body, ...head }: ReceivedContent): string | undefined {
  const claim = readClaim(head);
  if (typeof claim === 'string') return claim;
  const content = { id: claim.id, timestamp: claim.timestamp, body };
  const genuine = head.keys.some((key) => claim.signatures.some((given) => isGenuine(given, key, content)));
  return genuine ? undefined : 'no signature matches: is this the secret, or the public key, of this subscriber?';
}

type Claim = Pick<Content, 'id' | 'timestamp'> & { readonly signatures: readonly string[] };

/** What the headers claim, or why it cannot be true. */
function readClaim({ headers, now, keys, toleranceMs = TOLERANCE_MS }: ReceivedHead): Claim | string {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    return 'not signed: webhook-id, webhook-timestamp or webhook-signature is missing (Standard Webhooks)';
  }
  if (id === '' || id.includes('.') || !/^\d{1,12}$/.test(timestamp)) {
    return 'webhook-id or webhook-timestamp is malformed';
  }
  const age = now - Number(timestamp) * 1000;
  if (Math.abs(age) > toleranceMs) {
    return `webhook-timestamp is too ${age > 0 ? 'old' : 'new'}: compare the clocks of both machines`;
  }
  const schemes = new Set(keys.map(schemeOf));
  const known = signatures.split(' ').filter((each) => schemes.has(each.slice(0, each.indexOf(','))));
  return known.length > 0 || keys.length === 0
    ? { id, timestamp, signatures: known }
    : `webhook-signature has no ${[...schemes].join(' or ')} signature, as the keys here verify`;
}

/** A shared secret signs by `v1`, the secret key of a pair by `v1a`, for the public one to verify. */
function schemeOf({ type }: KeyObject): string {
  return type === 'secret' ? 'v1' : 'v1a';
}

function signature(key: KeyObject, content: Content): string {
  const text = key.type === 'secret' ? digest(key, content) : signAsymmetric(key, signedText(content));
  return `${schemeOf(key)},${text}`;
}

function isGenuine(given: string, key: KeyObject, content: Content): boolean {
  const [scheme, text = ''] = given.split(',');
  if (scheme !== schemeOf(key)) return false;
  if (scheme === 'v1') return isEqual(Buffer.from(text), Buffer.from(digest(key, content)));
  return isSignedBy(key, signedText(content), text);
}

function digest(key: KeyObject, { id, timestamp, body }: Content): string {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
}

function signedText({ id, timestamp, body }: Content): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
}

/** In constant time, as the standard asks for `v1`; the length is no secret. */
function isEqual(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
