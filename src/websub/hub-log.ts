/** What the hub tells. Names and numbers only: who knows a callback can pretend to be the hub. */
import type { Logger } from 'pino';

import type { DeliveryObserver } from '../delivery/delivery-log.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { WebSubSubscription } from '../wire/websub-shelf.ts';

/** Told what the log is told. Must neither throw nor wait. */
export type HubObserver = Pick<DeliveryObserver, 'storeRefused' | 'storeAnswered'> & {
  readonly asked?: (result: 'verified' | 'failed' | 'denied') => void;
  readonly distributed?: (outcome: Outcome, kind: WebSubSubscription['kind']) => void;
};

export type HubLog = Pick<Logger, 'info' | 'warn' | 'error'> & { readonly observers?: readonly HubObserver[] };

/** What an operator calls a subscription by, with its id in it. */
export const WEBSUB_NAME: RegExp = /^websub-(\d{1,15})$/;

export function websubName({ id }: Pick<WebSubSubscription, 'id'>): string {
  return `websub-${id}`;
}

export function logDistribution(
  log: HubLog,
  subscription: WebSubSubscription,
  outcome: Outcome,
  retryAt?: string,
): void {
  const { kind, document, failures } = subscription;
  for (const { distributed } of log.observers ?? []) distributed?.(outcome, kind);
  const { status, durationMs, reason } = outcome;
  const line = { subscriber: websubName(subscription), feed: document, status, attempts: failures + 1, durationMs };
  if (outcome.kind === 'delivered') log.info(line, kind === 'hub' ? 'the hub is told of a change' : 'feed delivered');
  else if (retryAt === undefined) log.warn({ ...line, reason }, 'WebSub subscription ended by its callback');
  else
    log.warn(
      { ...line, reason, retryAt },
      kind === 'hub' ? 'the hub could not be told: will be tried again' : 'feed not delivered: will be tried again',
    );
}
