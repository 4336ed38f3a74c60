/** New secrets, of either kind of Standard Webhooks. */
import { randomBytes } from 'node:crypto';

import type { Subscriber } from '../wire/subscriber.ts';
import { newKeyPair } from './asymmetric.ts';
import { newSecret } from './signature.ts';

/** `v1`: a secret that both ends know. `v1a`: a pair of keys, of which the receiver has the public one alone. */
export const SIGNATURES = ['v1', 'v1a'] as const;
export type Signature = (typeof SIGNATURES)[number];

export type Issued = Pick<Subscriber, 'secret' | 'publicKey'>;

export function issueSecret(signature: Signature): Issued {
  return signature === 'v1a' ? newKeyPair() : { secret: newSecret(randomBytes) };
}

/** What a subscriber's events are signed by. */
export function signatureOf({ publicKey }: Pick<Subscriber, 'publicKey'>): Signature {
  return publicKey === undefined ? 'v1' : 'v1a';
}
