/** A new secret, beside which the old one signs for a time. */
import { issueSecret, signatureOf, type Issued, type Signature } from '../../delivery/issue-secret.ts';
import { checkPlainSecret } from '../../delivery/superdesk-push.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';

export type Rotation = {
  /** So long both sign, such as `24h`; `0s` where the old one has leaked. */
  readonly grace: string;
  /** Sign by this from now on; else as before. */
  readonly signature?: Signature;
  /** Of a subscriber with a profile: the secret that its operator has set. */
  readonly pushSecret?: string;
};

export type Rotated = {
  /** What its operator does not know yet and must be told, this once. */
  readonly newSecret?: string;
  readonly publicKey?: string;
  /** Absent where the old one signs nothing any more. */
  readonly bothUntil?: string;
};

/** Throws a `WiredeskError` that says what is wrong with it. */
export async function rotateSecret(desk: OpenDesk, subscriber: Subscriber, rotation: Rotation): Promise<Rotated> {
  const graceMs = parseDuration(rotation.grace);
  const issued = issue(subscriber, rotation);
  const now = Date.now();
  const bothUntil = new Date(now + graceMs).toISOString();
  await desk.store.subscribers.rotateSecret(subscriber.id, { ...issued, now: new Date(now).toISOString(), bothUntil });
  const { secret, publicKey } = issued;
  return {
    ...(publicKey !== undefined && { publicKey }),
    ...(publicKey === undefined && secret !== rotation.pushSecret && { newSecret: secret }),
    ...(graceMs > 0 && { bothUntil }),
  };
}

function issue({ name, profile, ...before }: Subscriber, rotation: Rotation): Issued {
  const { signature = signatureOf(before), pushSecret } = rotation;
  if (profile === undefined) {
    if (pushSecret === undefined) return issueSecret(signature);
    throw new WiredeskError(`${name} has no profile: Wiredesk makes its secret, leave --push-secret out`);
  }
  if (signature !== 'v1') throw new WiredeskError(`${name} has the profile ${profile}: it shares a secret, v1`);
  return pushSecret === undefined ? issueSecret(signature) : { secret: checkPlainSecret(pushSecret) };
}
