/**
 * How many hosts keep a connection open between two events. undici forgets a host with its last connection, but keeps
 * connections to as many hosts as there are: one event to 100,000 of them would cost gigabytes.
 */
import { Pool, type Agent } from 'undici';

export type WarmLimits = {
  readonly originsMax: number;
  /** The keep-alive of others, once there are so many. */
  readonly briefMs: number;
};

type Factory = NonNullable<Agent.Options['factory']>;

export type WarmOrigins = {
  /** Gives a host its pool: with a brief keep-alive where enough others are warm. */
  readonly factory: Factory;
  /** Counts on this agent. */
  readonly watch: (agent: Agent) => void;
};

export function warmOrigins({ originsMax, briefMs }: WarmLimits): WarmOrigins {
  const connections = new Map<string, number>();
  const count = (origin: URL, change: 1 | -1): void => {
    const now = (connections.get(origin.href) ?? 0) + change;
    if (now > 0) connections.set(origin.href, now);
    else connections.delete(origin.href);
  };
  const brief = { keepAliveTimeout: briefMs, keepAliveMaxTimeout: briefMs };
  return {
    factory: (origin, options: Pool.Options) =>
      new Pool(origin, connections.size >= originsMax ? { ...options, ...brief } : options),
    watch: (agent) =>
      void agent.on('connect', (origin) => count(origin, 1)).on('disconnect', (origin) => count(origin, -1)),
  };
}
