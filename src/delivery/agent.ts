/** The one undici Agent of all deliveries: warm connections, guarded on the way out. */
import { Agent } from 'undici';

import { guardedConnector } from './guard.ts';
import type { Resolve } from './name-lookup.ts';
import { DELIVERY_SETTINGS, type ConnectionLimits } from './settings.ts';
import type { TargetPolicy } from './target.ts';
import { warmOrigins, type WarmLimits } from './warm-origins.ts';

/** At some 110 kB for a host over TLS. The brief time is enough for events that come together. */
const WARM: WarmLimits = { originsMax: 2_000, briefMs: 4_000 };

const ANSWER_HEADERS_BYTES_MAX = 16 * 1024;

export type AgentOptions = {
  readonly policy: TargetPolicy;
  readonly limits?: ConnectionLimits;
  /** To one host at most. */
  readonly connections?: number;
  /** Instead of the name servers. */
  readonly resolve?: Resolve;
  readonly warm?: WarmLimits;
};

export function deliveryAgent(options: AgentOptions): Agent {
  const {
    policy,
    limits = DELIVERY_SETTINGS.connection,
    connections = DELIVERY_SETTINGS.inFlightMax,
    resolve,
    warm = WARM,
  } = options;
  const { connectMs, keepAliveMs } = limits;
  const { factory, watch } = warmOrigins(warm);
  const agent = new Agent({
    factory,
    connect: guardedConnector({ policy, connectTimeoutMs: connectMs, ...(resolve !== undefined && { resolve }) }),
    // As many as there are attempts: none waits in undici's queue, where its deadline would run out unsent.
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    maxHeaderSize: ANSWER_HEADERS_BYTES_MAX,
  });
  watch(agent);
  return agent;
}
