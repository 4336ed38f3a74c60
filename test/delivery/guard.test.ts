import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { request, type Agent } from 'undici';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import type { Resolve } from '../../src/delivery/name-lookup.ts';
import type { TargetPolicy } from '../../src/delivery/target.ts';

let port: number;
let connections: number;

/** A server on loopback: any way around the guard shows as a connection. */
beforeEach(async () => {
  connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).resume();
    socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  onTestFinished(async () => void (await new Promise((resolve) => server.close(resolve))));
});

function policy(allow: readonly string[] = []): TargetPolicy {
  return { allow, ports: [port, 80], allowHttp: true };
}

function agentUnder(rules: TargetPolicy, resolve?: Resolve): Agent {
  const agent = deliveryAgent({ policy: rules, ...(resolve !== undefined && { resolve }) });
  onTestFinished(() => agent.destroy());
  return agent;
}

async function statusOf(url: string, allow: readonly string[], resolve?: Resolve): Promise<number> {
  const agent = agentUnder(policy(allow), resolve);
  const { statusCode, body } = await request(url, { dispatcher: agent, method: 'POST' });
  await body.dump();
  return statusCode;
}

function answering(...addresses: readonly string[]): Resolve {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

const forged: Resolve = async () => {
  const shown = ['8.8.8.8', '127.0.0.1'];
  const address = { family: 4, address: '' };
  Object.defineProperty(address, 'address', { get: () => shown.shift() ?? '127.0.0.1' });
  return [address];
};

const failing: Resolve = async () => {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
};

describe('over the connector itself', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::]',
    'localhost',
  ])('http://%s is refused before a connection is made', async (host) => {
    await expect(statusOf(`http://${host}:${port}/`, [])).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
    expect(connections).toBe(0);
  });

  it.each([
    { name: 'a private address', addresses: ['10.0.0.1'] },
    { name: 'loopback', addresses: ['127.0.0.1'] },
    { name: 'a public and a private address', addresses: ['8.8.8.8', '127.0.0.1'] },
    { name: 'no address at all', addresses: [] },
  ])('a name that leads to $name is refused whole, and says no address', async ({ addresses }) => {
    const refused = statusOf(`http://partner.example:${port}/`, [], answering(...addresses));
    await expect(refused).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: 'its name leads outside the public Internet',
    });
    expect(connections).toBe(0);
  });

  it('a name is looked up once for a connection: a second answer cannot differ', async () => {
    let lookups = 0;
    const rebinding: Resolve = (hostname) => {
      lookups += 1;
      return answering(lookups === 1 ? '127.0.0.1' : '10.0.0.1')(hostname);
    };
    expect(await statusOf(`http://partner.example:${port}/`, ['127.0.0.1'], rebinding)).toBe(204);
    expect(lookups).toBe(1);
  });

  it.each([
    { host: '127.0.0.1', allow: ['127.0.0.1/32'] },
    { host: '127.0.0.1', allow: ['127.0.0.0/8'] },
    { host: 'localhost', allow: ['localhost'] },
  ])('what the operator allows is reached: http://$host by $allow', async ({ host, allow }) => {
    expect(await statusOf(`http://${host}:${port}/`, allow)).toBe(204);
    expect(connections).toBe(1);
  });

  it('a peer that is not where the look-up said is refused', async () => {
    // The name is vetted by the public address that it shows first; the socket ends up on loopback.
    await expect(statusOf(`http://partner.example:${port}/`, [], forged)).rejects.toMatchObject({
      message: 'its connection leads outside the public Internet',
    });
  });

  it('an unlisted port and plain http are refused there too', async () => {
    const agent = agentUnder({ allow: ['127.0.0.1'], ports: [443], allowHttp: false });
    const post = (url: string) => request(url, { dispatcher: agent, method: 'POST' });
    await expect(post(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
    await expect(post(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
    expect(connections).toBe(0);
  });

  it('a failed look-up stays what it is', async () => {
    await expect(statusOf(`http://partner.example:${port}/`, [], failing)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});
