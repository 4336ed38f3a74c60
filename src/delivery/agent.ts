/** The one undici Agent of all deliveries: warm connections, guarded on the way out. */
import { Agent } from 'undici';

import { guardedConnector } from './guard.ts';
import type { Resolve } from './name-lookup.ts';
import { IN_FLIGHT_MAX } from './placing.ts';
import type { TargetPolicy } from './target.ts';
import { warmOrigins, type WarmLimits } from './warm-origins.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** News comes minutes apart, and a TLS handshake costs more than all the rest of a delivery. */
const KEEP_ALIVE_MS = 5 * 60 * 1000;

/** At some 110 kB for a host over TLS. The brief time is enough for events that come together. */
const WARM: WarmLimits = { originsMax: 2_000, briefMs: 4_000 };

const ANSWER_HEADERS_BYTES_MAX = 16 * 1024;

export type AgentOptions = {
  readonly policy: TargetPolicy;
  readonly connectTimeoutMs?: number;
  /** Instead of the name servers. */
  readonly resolve?: Resolve;
  readonly warm?: WarmLimits;
};

export function deliveryAgent(options: AgentOptions): Agent {
  const { policy, connectTimeoutMs = CONNECT_TIMEOUT_MS, resolve, warm = WARM } = options;
  const { factory, watch } = warmOrigins(warm);
  const agent = new Agent({
    factory,
    connect: guardedConnector({ policy, connectTimeoutMs, ...(resolve !== undefined && { resolve }) }),
    // As many as there are attempts: none waits in undici's queue, where its deadline would run out unsent.
    connections: IN_FLIGHT_MAX,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: ANSWER_HEADERS_BYTES_MAX,
  });
  watch(agent);
  return agent;
}
