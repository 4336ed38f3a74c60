/** What the hub sends: its questions (WebSub §5.2, §5.3), feeds (§7), and word to a hub elsewhere (§6). */
import { createHmac } from 'node:crypto';

import type { Dispatcher as HttpDispatcher } from 'undici';

import { exchange, type KeptAnswer } from '../delivery/exchange.ts';
import { outcomeOf, type Outcome } from '../delivery/outcome.ts';
import type { AttemptLimits } from '../delivery/settings.ts';
import type { WebSubSubscription } from '../wire/websub-shelf.ts';
import { withArguments } from './callback.ts';
import { linkHeader } from './links.ts';
import type { TopicContent, Topics } from './topics.ts';

export type HubTransport = {
  /** Connects, and guards the way: see `deliveryAgent`. */
  readonly agent: HttpDispatcher;
  /** `Wiredesk/1.2.3` */
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits: AttemptLimits;
};

/** Asks a callback; what its own query says stays (§5.1.1). So many bytes of the answer are kept. */
export type Ask = (
  question: { readonly callback: string; readonly added: Readonly<Record<string, string>>; readonly keep: number },
  signal: AbortSignal,
) => Promise<KeptAnswer>;

export function asking({ agent, userAgent, limits }: HubTransport): Ask {
  return ({ callback, added, keep }, signal) =>
    exchange({
      agent,
      method: 'GET',
      url: withArguments(callback, added),
      headers: { 'user-agent': userAgent },
      limits,
      answerBytesKept: keep,
      signal,
    });
}

/** One attempt. Trouble is an outcome, never a rejection. */
export type Send = (subscription: WebSubSubscription, content: TopicContent, signal: AbortSignal) => Promise<Outcome>;

type SendingOptions = HubTransport & {
  /** That the topics announce. */
  readonly hub: string;
  readonly topics: Pick<Topics, 'urlOf'>;
};

export function sending(options: SendingOptions): Send {
  const { agent, userAgent, limits, now } = options;
  return async (subscription, content, signal) => {
    const startedAt = now();
    if (subscription.secret === '') return UNSIGNABLE;
    const { headers, body } =
      subscription.kind === 'hub' ? pingOf(subscription) : distributionOf(subscription, content, options);
    const request = { agent, method: 'POST', url: subscription.callback, limits, body, signal } as const;
    const answer = await exchange({ ...request, headers: { 'user-agent': userAgent, ...headers } });
    return outcomeOf(answer, { startedAt, now: now() });
  };
}

/** A subscriber who gave a secret may be sent nothing without a signature (§7.1). */
const UNSIGNABLE: Outcome = {
  kind: 'endpoint-failed',
  durationMs: 0,
  reason: 'its secret cannot be opened: put back the key of the secrets (wire/secret.key)',
};

type Content = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** The full content of the topic, of its type, with its links (§7). */
function distributionOf(
  { document, secret }: WebSubSubscription,
  { body, mediaType }: TopicContent,
  { hub, topics }: SendingOptions,
): Content {
  const link = linkHeader({ hub, self: topics.urlOf(document) });
  return {
    body,
    headers: {
      'content-type': mediaType,
      link,
      ...(secret !== undefined && { 'x-hub-signature': hubSignature(secret, body) }),
    },
  };
}

/** §7.1; SHA-1 is known to be broken (§8.3). */
function hubSignature(secret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** As the hubs of others take it (§6, note). */
function pingOf({ topic }: WebSubSubscription): Content {
  return {
    body: Buffer.from(new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic }).toString()),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
