/** Names whose answer changes: over the real connector, with a resolver that counts, and a listener on every address. */
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import type { Resolve } from '../../../src/delivery/name-lookup.ts';
import { authority, certificate } from '../../support/certificates.ts';
import { onRequest, rawServer, type RawServer } from '../../support/raw-server.ts';
import { trust } from '../../support/trust.ts';
import { sender } from '../sender.ts';

/** Both are loopback, so that the listener notices; the operator allows the first, which stands for the public Internet. */
const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.1';
const TAKEN = 'HTTP/1.1 204 No Content\r\n\r\n';
const REFUSED = 'target refused: its name leads outside the public Internet';

type CountingResolver = { readonly resolve: Resolve; readonly asked: readonly string[] };

/** Gives those answers in turn, the last one for ever. */
function answeringInTurn(...answers: readonly (readonly string[])[]): CountingResolver {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (hostname) => {
      const answer = answers[asked.length] ?? answers.at(-1) ?? [];
      asked.push(hostname);
      return answer.map((address) => ({ address, family: 4 }));
    },
  };
}

function listener(isKeptOpen: boolean): Promise<RawServer> {
  return rawServer((socket) => onRequest(socket, () => (isKeptOpen ? socket.write(TAKEN) : socket.end(TAKEN))), {
    host: '0.0.0.0',
  });
}

function policy({ port }: RawServer) {
  return { allow: [`${PUBLIC}/32`], ports: [port], allowHttp: true };
}

describe('a name', () => {
  it('is looked up once for a connection: what it would say the second time is never asked for', async () => {
    const server = await listener(true);
    const { resolve, asked } = answeringInTurn([PUBLIC], [PRIVATE]);
    const { post } = sender(server.port, { policy: policy(server), resolve });
    expect(await post(`http://partner.example:${server.port}/`)).toMatchObject({ kind: 'delivered' });
    expect(asked).toEqual(['partner.example']);
    expect(server.reached).toEqual([PUBLIC]);
  });

  it('that turns private between two attempts reaches nothing any more', async () => {
    const server = await listener(false);
    const { resolve, asked } = answeringInTurn([PUBLIC], [PRIVATE]);
    const { post, agent } = sender(server.port, { policy: policy(server), resolve });
    const ended = once(agent, 'disconnect');
    expect(await post(`http://partner.example:${server.port}/`)).toMatchObject({ kind: 'delivered' });
    await ended;
    const second = await post(`http://partner.example:${server.port}/`);
    expect(second).toMatchObject({ kind: 'endpoint-failed', reason: REFUSED });
    expect(second).not.toHaveProperty('isUnknown');
    expect(asked).toHaveLength(2);
    expect(server.reached).toEqual([PUBLIC]);
  });

  it('that turns private while its connection is warm is still served where it was vetted', async () => {
    const server = await listener(true);
    const { resolve, asked } = answeringInTurn([PUBLIC], [PRIVATE]);
    const { post, idle } = sender(server.port, { policy: policy(server), resolve });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await post(`http://partner.example:${server.port}/`)).toMatchObject({ kind: 'delivered' });
      await idle();
    }
    expect(asked).toHaveLength(1);
    expect(server.reached).toEqual([PUBLIC]);
  });

  it('that turns private in a list is refused whole, whatever stands first', async () => {
    const server = await listener(false);
    const { resolve, asked } = answeringInTurn([PUBLIC, PRIVATE], [PRIVATE, PUBLIC], []);
    const { post } = sender(server.port, { policy: policy(server), resolve });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await post(`http://partner.example:${server.port}/`)).toMatchObject({ reason: REFUSED });
    }
    expect(asked).toHaveLength(3);
    expect(server.reached).toEqual([]);
  });

  it('that changes while four attempts are under way sends none of them astray', async () => {
    const server = await listener(false);
    const { resolve, asked } = answeringInTurn([PUBLIC], [PRIVATE], [PUBLIC], [PRIVATE]);
    const { post } = sender(server.port, { policy: policy(server), resolve });
    const paths = ['a', 'b', 'c', 'd'].map((path) => `http://partner.example:${server.port}/${path}`);
    const outcomes = await Promise.all(paths.map(post));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'endpoint-failed', 'delivered', 'endpoint-failed']);
    expect(asked).toHaveLength(4);
    expect(server.reached).toEqual([PUBLIC, PUBLIC]);
  });

  it('that turns private is not reached by its certificate and its session either', async () => {
    const root = authority('Test Root');
    trust(root);
    const server = await rawServer((socket) => onRequest(socket, () => socket.end(TAKEN)), {
      host: '0.0.0.0',
      tls: certificate({ names: ['partner.example'] }, root),
    });
    const { resolve, asked } = answeringInTurn([PUBLIC], [PRIVATE]);
    const { post, agent } = sender(server.port, { policy: { ...policy(server), allowHttp: false }, resolve });
    const ended = once(agent, 'disconnect');
    expect(await post(`https://partner.example:${server.port}/`)).toMatchObject({ kind: 'delivered' });
    await ended;
    expect(await post(`https://partner.example:${server.port}/`)).toMatchObject({ reason: REFUSED });
    expect(asked).toHaveLength(2);
    expect(server.reached).toEqual([PUBLIC]);
  });
});
