import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { SecureVersion } from 'node:tls';

import type { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent, type AgentOptions } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { authority, certificate } from '../support/certificates.ts';
import { eventually } from '../support/command-line.ts';
import { collectGarbage } from '../support/garbage.ts';
import { trust } from '../support/trust.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { delivery } from './attempt-at.ts';

type Sender = { readonly agent: Agent; readonly post: (url: string) => Promise<Outcome> };

/** Every name is this machine. */
function sender(port: number, options: Partial<AgentOptions> = {}): Sender {
  const policy = { allow: ['127.0.0.0/8'], ports: [port], allowHttp: true };
  const agent = deliveryAgent({ policy, resolve: async () => [{ address: '127.0.0.1', family: 4 }], ...options });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
  return { agent, post: (url) => attempt({ ...delivery, url }, new AbortController().signal) };
}

/** Hosts to which there is a connection, or one under way. */
function hostsOf(agent: Agent): readonly string[] {
  return Object.keys(agent.stats).map((origin) => new URL(origin).hostname);
}

async function idle(agent: Agent): Promise<void> {
  await eventually(() => (Object.values(agent.stats).every(({ running }) => running === 0) ? true : undefined));
}

describe('a connection over TLS', () => {
  it.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])(
    'is resumed at the next call, however much garbage has been collected since (%s)',
    async (maxVersion) => {
      const root = authority('Test Root');
      trust(root);
      const receiver = await webhookReceiver([204], {
        ...certificate({ names: ['partner.example'] }, root),
        maxVersion,
      });
      const { agent, post } = sender(receiver.port);
      for (let call = 0; call < 3; call += 1) {
        expect(await post(`https://partner.example:${receiver.port}/`)).toMatchObject({ kind: 'delivered' });
        await idle(agent);
        const gone = once(agent, 'disconnect');
        receiver.closeIdleConnections();
        await gone;
        await setImmediate();
        collectGarbage();
      }
      expect(receiver.resumed).toEqual([false, true, true]);
    },
  );
});

describe('a host', () => {
  it('is forgotten with its last connection', async () => {
    const receiver = await webhookReceiver();
    const { agent, post } = sender(receiver.port);
    const hosts = Array.from({ length: 20 }, (_, index) => `host-${index}.example`);
    await Promise.all(hosts.map((host) => post(`http://${host}:${receiver.port}/`)));
    expect(hostsOf(agent).toSorted()).toEqual(hosts.toSorted());
    receiver.closeIdleConnections();
    expect(await eventually(() => (hostsOf(agent).length === 0 ? true : undefined))).toBe(true);
  });

  it('that cannot be reached is forgotten at once', async () => {
    const receiver = await webhookReceiver();
    const refused = { allow: [], ports: [receiver.port], allowHttp: true };
    const { agent, post } = sender(receiver.port, { policy: refused });
    for (let index = 0; index < 20; index += 1) await post(`http://host-${index}.example:${receiver.port}/`);
    expect(await eventually(() => (hostsOf(agent).length === 0 ? true : undefined))).toBe(true);
    expect(receiver.connections()).toBe(0);
  });

  it('keeps its connection for minutes, unless enough others do', async () => {
    const receiver = await webhookReceiver();
    const { agent, post } = sender(receiver.port, { warm: { originsMax: 2, briefMs: 20 } });
    for (const host of ['first', 'second', 'third', 'fourth']) {
      expect(await post(`http://${host}.example:${receiver.port}/`)).toMatchObject({ kind: 'delivered' });
    }
    const warm = await eventually(() => (hostsOf(agent).length === 2 ? hostsOf(agent) : undefined));
    expect(warm).toEqual(['first.example', 'second.example']);

    receiver.closeIdleConnections();
    await eventually(() => (hostsOf(agent).length === 0 ? true : undefined));
    await post(`http://fourth.example:${receiver.port}/`);
    await idle(agent);
    // Longer than the brief time: with room for it, it stays.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(hostsOf(agent)).toEqual(['fourth.example']);
  });
});
