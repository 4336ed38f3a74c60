/**
 * A story on its way to an endpoint that does everything wrong: over real sockets, with the agent, the attempt, the
 * dispatcher and the log of the real desk; only its clock stands still.
 */
import { onTestFinished } from 'vitest';

import { deliveryAgent } from '../../../src/delivery/agent.ts';
import { httpAttempt } from '../../../src/delivery/attempt.ts';
import { later } from '../../../src/delivery/later.ts';
import type { Resolve } from '../../../src/delivery/name-lookup.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import type { Subscriber } from '../../../src/wire/subscriber.ts';
import { openFloor, type LogLine } from '../dispatch-floor.ts';

export const HOST = 'partner.example';
const TOKEN = 'bearer-0123456789';
const PRIVATE_PATH = '/wire-7f3a?key=private';
const HEADLINE = 'Nobody may read this in a log';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Nothing of this may be told to whoever reads the log, or asks for the state of a subscriber. */
const PRIVATE = [TOKEN, 'wire-7f3a', 'key=private', HEADLINE, SECRET.slice('whsec_'.length), HOST, 'v1,'];
const ADDRESS = /\b(\d{1,3}\.){3}\d{1,3}\b|\[?(::1|::ffff:|fd00:|fe80:)/i;

export type Endpoint = {
  readonly port: number;
  readonly scheme?: 'http' | 'https';
  /** Instead of `partner.example`. */
  readonly host?: string;
  /** Milliseconds that an attempt may take, where that is what ends it. */
  readonly patience?: number;
  /** Milliseconds that a connection may take, where that is what ends the attempt. */
  readonly connectMs?: number;
  /** So much more than the sockets between us hold that none of it is out before it is read. */
  readonly isForLongStory?: true;
  /** Nothing may get there. */
  readonly elsewhere?: { readonly connections: () => number };
};

export type Course = {
  readonly outcome: Outcome;
  readonly lines: readonly LogLine[];
  readonly subscriber: Subscriber;
  /** What of the log or of the stored state is not for everybody's eyes. */
  readonly leaks: readonly string[];
};

const thisMachine: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

const LONG = 300_000;
const PATIENCE_MS = 20_000;

/** The first attempt, and what becomes of it. */
export async function firstAttempt(endpoint: Endpoint): Promise<Course> {
  const { port, scheme = 'http', host = HOST, patience = PATIENCE_MS, connectMs = PATIENCE_MS } = endpoint;
  const limits = { totalMs: patience, headersMs: patience, answerBytes: 1024 };
  const floor = await openFloor();
  const agent = deliveryAgent({
    policy: { allow: ['127.0.0.1'], ports: [port], allowHttp: true },
    limits: { connectMs, keepAliveMs: 60_000 },
    resolve: thisMachine,
  });
  onTestFinished(() => agent.destroy());
  const make = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: floor.clock.now, limits });
  const outcomes: Outcome[] = [];
  await floor.subscribe('partner', {
    url: `${scheme}://${host}:${port}${PRIVATE_PATH}`,
    secret: SECRET,
    requestHeaders: { authorization: `Bearer ${TOKEN}` },
  });
  const headline = endpoint.isForLongStory === true ? HEADLINE.repeat(LONG) : HEADLINE;
  await floor.publish('a', { headline });
  const dispatcher = floor.start({
    later,
    attempt: async (delivery, signal) => {
      const outcome = await make(delivery, signal);
      outcomes.push(outcome);
      return outcome;
    },
  });
  await dispatcher.settle();
  await dispatcher.stop(0);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('no attempt was made');
  const subscriber = await floor.subscriber('partner');
  const { progress, state } = subscriber;
  const lanes = await floor.store.subscribers.lanes();
  const told = JSON.stringify([floor.logLines, progress, state, lanes, await floor.receipts('partner')]);
  return { outcome, lines: floor.logLines, subscriber, leaks: leaksIn(told) };
}

function leaksIn(told: string): readonly string[] {
  const address = ADDRESS.exec(told)?.[0];
  return [...PRIVATE.filter((secret) => told.includes(secret)), ...(address === undefined ? [] : [address])];
}
