/** One row of the table of faults: what an endpoint does, and what must become of the story's first attempt. */
import type { Outcome } from '../../../src/delivery/outcome.ts';
import type { Verdict } from '../../../src/delivery/verdict.ts';
import { webhookReceiver } from '../../support/webhook-receiver.ts';
import { firstAttempt, type Endpoint } from './fault-desk.ts';

/** For endpoints that would keep an attempt waiting for ever. */
const BRIEF_MS = 500;

export const NO_TIME: string = `no answer within ${BRIEF_MS / 1000} s`;

export type Fault = {
  /** Continues "an endpoint that". */
  readonly what: string;
  readonly endpoint: () => Promise<Endpoint>;
  readonly kind: Outcome['kind'];
  readonly verdict: Verdict;
  /** `HTTP <status>` where absent. */
  readonly reason?: string;
  readonly status?: number;
  /** Whether the story may have arrived though the attempt failed; absent where that is left to chance. */
  readonly mayHaveArrived?: boolean;
  /** When it is tried again at the earliest, by the desk's clock that shows noon. */
  readonly retryAt?: string;
};

/** The endpoint's trouble: it is left alone for a while, as a whole. */
export function endpointTrouble(reason: string, mayHaveArrived?: boolean): Omit<Fault, 'what' | 'endpoint'> {
  const known = mayHaveArrived !== undefined && { mayHaveArrived };
  return { kind: 'endpoint-failed', verdict: 'again', reason, ...known };
}

export function taken(status = 200): Omit<Fault, 'what' | 'endpoint'> {
  return { kind: 'delivered', verdict: 'delivered', status, mayHaveArrived: false };
}

export function failing(status: number): Omit<Fault, 'what' | 'endpoint'> {
  return { kind: 'endpoint-failed', verdict: 'again', status, mayHaveArrived: status >= 500 };
}

/** Its story waits by itself, and the others go on. */
export function refused(status: number): Omit<Fault, 'what' | 'endpoint'> {
  return { kind: 'event-refused', verdict: 'lane', status, mayHaveArrived: false };
}

/** An endpoint that keeps the attempt waiting until it is given up. */
export async function waitedFor(endpoint: Endpoint | Promise<Endpoint>): Promise<Endpoint> {
  // The first attempt of a process compiles undici's parser, which may take longer than this one waits.
  await firstAttempt(await webhookReceiver());
  return { ...(await endpoint), patience: BRIEF_MS };
}
