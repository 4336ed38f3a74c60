/** The keys that a subscriber's events are signed with: its own, and for a time those that it is changing from. */
import type { KeyObject } from 'node:crypto';

import { WiredeskError } from '../story/wiredesk-error.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { signingKey } from './signature.ts';

export type SigningKey = KeyObject | FormerKey;

/** Signs before `until` (milliseconds since 1970). */
type FormerKey = { readonly key: KeyObject; readonly until: number };

type Signed = Pick<Subscriber, 'name' | 'secret' | 'formerSecrets'>;

/** Derived once for many attempts. Throws where a secret is none. */
export function signingKeys(subscriber: Signed): readonly SigningKey[] {
  const { name, secret, formerSecrets = [] } = subscriber;
  if (secret === '') {
    throw new WiredeskError(
      'its secret or its headers were changed on disk: restore the wire from a backup, or give it new ones with ' +
        `wiredesk subscribers rotate ${name} and wiredesk subscribers headers ${name}`,
    );
  }
  const former = formerSecrets.map((each) => ({ key: signingKey(each.secret), until: Date.parse(each.until) }));
  return [signingKey(secret), ...former];
}

/** Those that sign at that time. */
export function keysAt(keys: readonly SigningKey[], now: number): readonly KeyObject[] {
  return keys.flatMap((each) => ('until' in each ? (now < each.until ? [each.key] : []) : [each]));
}
