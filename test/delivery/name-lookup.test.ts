import { createHook } from 'node:async_hooks';

import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import { houseNamesApart, nameServers, type Resolve } from '../../src/delivery/name-lookup.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { nameServer, type NameRecord } from '../support/name-server.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { delivery } from './attempt-at.ts';

/** For name servers that keep silent. */
const BRIEF = { questionMs: 50, otherFamilyMs: 50, totalMs: 150 };
/** For those that answer: however busy the machine is. */
const PATIENT = { questionMs: 10_000, otherFamilyMs: 10_000, totalMs: 30_000 };

async function lookUp(records: Readonly<Record<string, NameRecord>>, name: string, limits = PATIENT) {
  const { address } = await nameServer(records);
  return nameServers({ servers: [address], limits })(name);
}

describe('a name', () => {
  it.each<{ what: string; record: NameRecord; addresses: readonly string[]; limits?: typeof PATIENT }>([
    { what: 'with both families', record: ['2001:db8::1', '192.0.2.1'], addresses: ['192.0.2.1', '2001:db8::1'] },
    { what: 'with IPv4 alone', record: ['192.0.2.1', '192.0.2.2'], addresses: ['192.0.2.1', '192.0.2.2'] },
    { what: 'with IPv6 alone', record: ['2001:db8::1'], addresses: ['2001:db8::1'] },
    {
      what: 'whose name server is silent about IPv6',
      record: { ipv4: '192.0.2.1', ipv6: 'never' },
      addresses: ['192.0.2.1'],
      limits: { ...PATIENT, otherFamilyMs: 50 },
    },
  ])('$what has its addresses, those of IPv4 first', async ({ record, addresses, limits }) => {
    const found = await lookUp({ 'partner.example': record }, 'partner.example', limits);
    expect(found).toEqual(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  });

  it.each<{ what: string; record: NameRecord; code: string; limits?: typeof PATIENT }>([
    { what: 'has no address', record: [], code: 'ENOTFOUND' },
    { what: 'cannot be looked up', record: 'fails', code: 'EAI_AGAIN' },
    { what: 'is never answered for', record: 'never', code: 'EAI_AGAIN', limits: BRIEF },
  ])('that $what is $code', async ({ record, code, limits }) => {
    await expect(lookUp({ 'partner.example': record }, 'partner.example', limits)).rejects.toMatchObject({ code });
  });

  it.each(['other.example', 'partner..example', `${'x'.repeat(64)}.example`])(
    'that is none is ENOTFOUND: %s',
    async (name) => {
      await expect(lookUp({}, name)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    },
  );

  it('without a name server that listens is EAI_AGAIN, not a refusal by the subscriber', async () => {
    // Nothing listens on the port of a server that speaks TCP only.
    const { url } = await webhookReceiver();
    const ask = nameServers({ servers: [`127.0.0.1:${new URL(url).port}`], limits: BRIEF });
    await expect(ask('partner.example')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  });

  it('of the house is looked up by the system, which reads /etc/hosts, and any other is not', async () => {
    const server = await nameServer({ 'partner.example': ['192.0.2.1'] });
    const resolve = houseNamesApart((name) => name === 'localhost', nameServers({ servers: [server.address] }));
    const questions: string[] = [];
    const hook = createHook({ init: (_, type) => void questions.push(type) }).enable();
    onTestFinished(() => void hook.disable());

    expect((await resolve('partner.example')).map(({ address }) => address)).toEqual(['192.0.2.1']);
    expect(questions).toContain('QUERYWRAP');
    expect(questions).not.toContain('GETADDRINFOREQWRAP');
    expect((await resolve('localhost')).map(({ address }) => address)).toContain('127.0.0.1');
    expect(new Set(server.asked)).toEqual(new Set(['partner.example']));
  });
});

function attemptsBy(resolve: Resolve, port: number): (host: string) => Promise<Outcome> {
  const policy = { allow: ['127.0.0.0/8', '::1'], ports: [port], allowHttp: true };
  const agent = deliveryAgent({ policy, resolve });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
  return (host) => attempt({ ...delivery, url: `http://${host}:${port}/` }, new AbortController().signal);
}

describe('deliveries', () => {
  it('to a healthy host wait for none of many names that nobody answers for', async () => {
    const dead = Array.from({ length: 32 }, (_, index) => `dead-${index}.example`);
    const server = await nameServer({
      'healthy.example': ['127.0.0.1'],
      ...Object.fromEntries(dead.map((name) => [name, 'never'])),
    });
    const receiver = await webhookReceiver();
    const attempt = attemptsBy(nameServers({ servers: [server.address] }), Number(new URL(receiver.url).port));
    let failed = 0;
    for (const name of dead) void attempt(name).then(() => (failed += 1));
    await server.received(dead.length);

    expect(await attempt('healthy.example')).toMatchObject({ kind: 'delivered' });
    expect(failed).toBe(0);
  });

  it.each<{ name: string; record: NameRecord; reason: string; limits: typeof PATIENT }>([
    { name: 'none.example', record: [], reason: 'host name not found', limits: PATIENT },
    { name: 'dead.example', record: 'never', reason: 'the name server does not answer', limits: BRIEF },
  ])('to $name fail for a reason that people understand: $reason', async ({ name, record, reason, limits }) => {
    const { address } = await nameServer({ [name]: record });
    const attempt = attemptsBy(nameServers({ servers: [address], limits }), 80);
    expect(await attempt(name)).toMatchObject({ kind: 'endpoint-failed', reason });
  });

  // The IPv4-mapped address goes through a socket of IPv6, also where the machine has no address of that family.
  it.each([
    { way: 'a further address of IPv4', record: ['127.0.0.9', '::1', '127.0.0.1'] },
    { way: 'IPv6', record: ['127.0.0.9', '::ffff:127.0.0.1'] },
  ])('reach a host that answers at one of its addresses only, by $way', async ({ record }) => {
    const receiver = await webhookReceiver();
    const { address } = await nameServer({ 'partner.example': record });
    const attempt = attemptsBy(nameServers({ servers: [address] }), receiver.port);
    expect(await attempt('partner.example')).toMatchObject({ kind: 'delivered' });
  });

  it('go nowhere when one of all addresses of both families is not allowed', async () => {
    const receiver = await webhookReceiver();
    const { address } = await nameServer({ 'mixed.example': ['127.0.0.1', 'fd00::1'] });
    const attempt = attemptsBy(nameServers({ servers: [address] }), Number(new URL(receiver.url).port));
    expect((await attempt('mixed.example')).reason).toBe('target refused: its name leads outside the public Internet');
    expect(receiver.requests).toEqual([]);
  });
});
