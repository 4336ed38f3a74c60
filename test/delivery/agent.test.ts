import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { SecureVersion } from 'node:tls';

import { describe, expect, it } from 'vitest';

import { authority, certificate } from '../support/certificates.ts';
import { eventually } from '../support/command-line.ts';
import { collectGarbage } from '../support/garbage.ts';
import { trust } from '../support/trust.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { sender } from './sender.ts';

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
      const { agent, post, idle } = sender(receiver.port);
      for (let call = 0; call < 3; call += 1) {
        expect(await post(`https://partner.example:${receiver.port}/`)).toMatchObject({ kind: 'delivered' });
        await idle();
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
    const { post, hosts } = sender(receiver.port);
    const names = Array.from({ length: 20 }, (_, index) => `host-${index}.example`);
    await Promise.all(names.map((host) => post(`http://${host}:${receiver.port}/`)));
    expect(hosts().toSorted()).toEqual(names.toSorted());
    receiver.closeIdleConnections();
    expect(await eventually(() => (hosts().length === 0 ? true : undefined))).toBe(true);
  });

  it('that cannot be reached is forgotten at once', async () => {
    const receiver = await webhookReceiver();
    const refused = { allow: [], ports: [receiver.port], allowHttp: true };
    const { post, hosts } = sender(receiver.port, { policy: refused });
    for (let index = 0; index < 20; index += 1) await post(`http://host-${index}.example:${receiver.port}/`);
    expect(await eventually(() => (hosts().length === 0 ? true : undefined))).toBe(true);
    expect(receiver.connections()).toBe(0);
  });

  it('keeps its connection for minutes, unless enough others do', async () => {
    const receiver = await webhookReceiver();
    const { post, hosts, idle } = sender(receiver.port, { warm: { originsMax: 2, briefMs: 20 } });
    for (const host of ['first', 'second', 'third', 'fourth']) {
      expect(await post(`http://${host}.example:${receiver.port}/`)).toMatchObject({ kind: 'delivered' });
    }
    const warm = await eventually(() => (hosts().length === 2 ? hosts() : undefined));
    expect(warm).toEqual(['first.example', 'second.example']);

    receiver.closeIdleConnections();
    await eventually(() => (hosts().length === 0 ? true : undefined));
    await post(`http://fourth.example:${receiver.port}/`);
    await idle();
    // Longer than the brief time: with room for it, it stays.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(hosts()).toEqual(['fourth.example']);
  });
});

it('a connection may read more than one answer may have, over many answers', async () => {
  const text = 'x'.repeat(60_000);
  const receiver = await webhookReceiver([{ status: 200, text }]);
  const { post, idle } = sender(receiver.port);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await post(`http://partner.example:${receiver.port}/`)).toMatchObject({ kind: 'delivered' });
    await idle();
  }
  expect(receiver.connections()).toBe(1);
});
