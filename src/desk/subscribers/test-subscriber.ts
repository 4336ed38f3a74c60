/** A signed ping, now, and whether the endpoint has taken it. */
import type { Pong } from '../../delivery/ping.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';
import { pingSubscriber } from './ping.ts';

export type Tested = Pick<Pong, 'durationMs' | 'reason' | 'status'> & {
  readonly isTaken: boolean;
  /** How its answer begins. */
  readonly answer?: string;
  /** What that says of the secret. */
  readonly meaning?: string;
};

/** So much of an answer shows what is wrong without filling the screen. */
const ANSWER_MAX = 200;

/** Throws a `WiredeskError` where the key of the secrets is not there. */
export async function testSubscriber(desk: OpenDesk, subscriber: Subscriber): Promise<Tested> {
  const pong = await pingSubscriber(desk, subscriber);
  const { status, durationMs, reason } = pong;
  const hint = subscriber.profile === undefined ? undefined : superdeskHint(status, pong.answer ?? '');
  const answer = pong.answer?.slice(0, ANSWER_MAX).toWellFormed();
  return {
    isTaken: pong.kind === 'delivered' || hint?.isGenuine === true,
    durationMs,
    reason,
    ...(status !== undefined && { status }),
    ...(answer && { answer }),
    ...(hint !== undefined && { meaning: hint.meaning }),
  };
}

/** What an answer to a ping says of the secret, where the endpoint is one of Superdesk's, which know no ping. */
function superdeskHint(
  status: number | undefined,
  answer: string,
): { isGenuine: boolean; meaning: string } | undefined {
  if (status === 400 && answer.includes('Unknown type')) {
    return { isGenuine: true, meaning: 'So Newshub answers a ping whose signature is right: it has the same secret.' };
  }
  if (status !== 401 && status !== 403) return undefined;
  return { isGenuine: false, meaning: 'So Newshub or Web Publisher answers a wrong signature: it has another secret.' };
}
