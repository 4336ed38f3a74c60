/** The one undici Agent of all deliveries: warm connections, guarded on the way out. */
import { Agent } from 'undici';

import { guardedConnector } from './guard.ts';
import type { Resolve } from './name-lookup.ts';
import { IN_FLIGHT_MAX } from './placing.ts';
import type { TargetPolicy } from './target.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** News comes minutes apart, and a TLS handshake costs more than all the rest of a delivery. */
const KEEP_ALIVE_MS = 5 * 60 * 1000;
const ANSWER_HEADERS_BYTES_MAX = 16 * 1024;

export type AgentOptions = {
  readonly policy: TargetPolicy;
  readonly connectTimeoutMs?: number;
  /** Instead of the name servers. */
  readonly resolve?: Resolve;
};

export function deliveryAgent({ policy, connectTimeoutMs = CONNECT_TIMEOUT_MS, resolve }: AgentOptions): Agent {
  return new Agent({
    connect: guardedConnector({ policy, connectTimeoutMs, ...(resolve !== undefined && { resolve }) }),
    // As many as there are attempts: none waits in undici's queue, where its deadline would run out unsent.
    connections: IN_FLIGHT_MAX,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: ANSWER_HEADERS_BYTES_MAX,
  });
}
