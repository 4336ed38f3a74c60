/** What a receiver of `v1a` signatures verifies with. It is no secret. */
import { isSecretKey, publicTextOf } from '../../delivery/asymmetric.ts';
import { ConflictError } from '../../story/wiredesk-error.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

export type PublicKeys = {
  readonly publicKey: string;
  /** Those before, as long as they still sign. */
  readonly former: readonly { readonly publicKey: string; readonly until: string }[];
};

/** Throws a `WiredeskError` where its secret is shared. */
export function publicKeysOf({ name, publicKey, formerSecrets = [] }: Subscriber, now: Date): PublicKeys {
  if (publicKey === undefined) {
    throw new ConflictError(
      `${name} is signed for with a shared secret (v1). A pair of keys in its place: wiredesk subscribers rotate ${name} --signature v1a`,
    );
  }
  const former = formerSecrets
    .filter(({ secret, until }) => isSecretKey(secret) && until > now.toISOString())
    .map(({ secret, until }) => ({ publicKey: publicTextOf(secret), until }));
  return { publicKey, former };
}
