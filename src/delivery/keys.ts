/** The keys that a subscriber's events are signed with: its own, and for a time those that it is changing from. */
import { createSecretKey, KeyObject } from 'node:crypto';

import { WiredeskError } from '../story/wiredesk-error.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { isPublicKey, isSecretKey, publicKeyOf, secretKeyOf } from './asymmetric.ts';
import { signingKey } from './signature.ts';
import { checkPlainSecret, pushKey } from './superdesk-push.ts';

export type SigningKey = KeyObject | FormerKey | PushKey;

/** Signs before `until` (milliseconds since 1970). */
type FormerKey = { readonly key: KeyObject; readonly until: number };

/** For the one signature that Superdesk's receivers look at. */
type PushKey = { readonly superdesk: KeyObject };

type Signed = Pick<Subscriber, 'name' | 'secret' | 'formerSecrets' | 'profile'>;

/** Derived once for many attempts. Throws where a secret is none. */
export function signingKeys(subscriber: Signed): readonly SigningKey[] {
  const { name, secret, formerSecrets = [], profile } = subscriber;
  if (secret === '') {
    throw new WiredeskError(
      'its secret or its headers were changed on disk: restore the wire from a backup, or give it new ones with ' +
        `wiredesk subscribers rotate ${name} and wiredesk subscribers headers ${name}`,
    );
  }
  const keyOf = profile === 'superdesk' ? superdeskKey : standardKey;
  const former = formerSecrets.map((each) => ({ key: keyOf(each.secret), until: Date.parse(each.until) }));
  const pushed = profile === 'superdesk' ? [{ superdesk: pushKey(secret) }] : [];
  return [keyOf(secret), ...former, ...pushed];
}

/** Those that sign by Standard Webhooks at that time. */
export function keysAt(keys: readonly SigningKey[], now: number): readonly KeyObject[] {
  return keys.every(isPlain) ? keys : keys.flatMap((each) => keyAt(each, now));
}

function isPlain(key: SigningKey): key is KeyObject {
  return key instanceof KeyObject;
}

function keyAt(key: SigningKey, now: number): readonly KeyObject[] {
  if (isPlain(key)) return [key];
  return 'until' in key && now < key.until ? [key.key] : [];
}

/** The one that signs for Superdesk's receivers, where the subscriber is one. */
export function pushKeyOf(keys: readonly SigningKey[]): KeyObject | undefined {
  for (const key of keys) if (!isPlain(key) && 'superdesk' in key) return key.superdesk;
  return undefined;
}

/** What a receiver verifies with: `whsec_...`, or `whpk_...`. Throws a `WiredeskError`. */
export function verifyingKey(text: string): KeyObject {
  return isPublicKey(text) ? publicKeyOf(text) : signingKey(text);
}

function standardKey(secret: string): KeyObject {
  return isSecretKey(secret) ? secretKeyOf(secret) : signingKey(secret);
}

/** Plain text is the key itself; what Wiredesk has made is read as by the standard. */
function superdeskKey(secret: string): KeyObject {
  return secret.startsWith('whsec_') ? signingKey(secret) : createSecretKey(Buffer.from(checkPlainSecret(secret)));
}
