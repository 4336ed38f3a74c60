/** An alert as it goes over the network: small JSON, signed as every webhook is (Standard Webhooks). */
import { signedPost, type Transport } from '../delivery/attempt.ts';
import { outcomeOf, type Outcome } from '../delivery/outcome.ts';
import { signingKey } from '../delivery/signature.ts';
import type { Alert } from './alert.ts';

/** Admitted, with what every try of it has in common. */
export type AlertToSend = {
  readonly alert: Alert;
  /** `webhook-id` */
  readonly id: string;
  /** ISO 8601; when it was raised. */
  readonly at: string;
  /** Others before it that were left out because there were too many. */
  readonly omitted: number;
};

export type AlertTarget = {
  readonly url: string;
  /** `whsec_...` */
  readonly secret: string;
  /** Name of the agency, for whoever gets alerts of several desks. */
  readonly agency: string;
};

function alertBody({ alert, at, omitted }: AlertToSend, agency: string): string {
  const { type, message, facts } = alert;
  const data = { agency, message, ...facts, ...(omitted > 0 && { omitted }) };
  return JSON.stringify({ type, timestamp: at, data });
}

/** One try, signed now. Trouble is an outcome, never a rejection, but for a secret that is none. */
export async function postAlert(
  sending: AlertToSend,
  { url, secret, agency }: AlertTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Outcome> {
  const startedAt = transport.now();
  const message = {
    url,
    keys: [signingKey(secret)],
    id: sending.id,
    headers: { 'wiredesk-event': sending.alert.type },
    document: { mediaType: 'application/json; charset=utf-8', body: Buffer.from(alertBody(sending, agency)) },
  };
  return outcomeOf(await signedPost(message, transport, signal), { startedAt, now: transport.now() });
}
