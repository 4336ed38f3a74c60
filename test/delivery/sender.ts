/** Attempts one after the other with one agent of deliveries, as a desk has it, where every name is this machine. */
import type { Agent } from 'undici';
import { onTestFinished } from 'vitest';

import { deliveryAgent, type AgentOptions } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { eventually } from '../support/command-line.ts';
import { delivery } from './attempt-at.ts';

export type Sender = {
  readonly agent: Agent;
  readonly post: (url: string) => Promise<Outcome>;
  /** Hosts to which there is a connection, or one under way. */
  readonly hosts: () => readonly string[];
  /** Resolves when every connection waits for its next request. */
  readonly idle: () => Promise<void>;
};

export function sender(port: number, options: Partial<AgentOptions> = {}): Sender {
  const policy = { allow: ['127.0.0.1'], ports: [port], allowHttp: true };
  const agent = deliveryAgent({ policy, resolve: async () => [{ address: '127.0.0.1', family: 4 }], ...options });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
  return {
    agent,
    post: (url) => attempt({ ...delivery, url }, new AbortController().signal),
    hosts: () => Object.keys(agent.stats).map((origin) => new URL(origin).hostname),
    idle: async () => {
      await eventually(() => (isIdle(agent) ? true : undefined));
    },
  };
}

function isIdle({ stats }: Agent): boolean {
  return Object.values(stats).every((pool) => 'free' in pool && pool.free === pool.connected);
}
