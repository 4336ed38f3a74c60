/** What a connection carries over from one attempt to the next: its warmth, and nothing else. */
import { once } from 'node:events';
import type { Socket } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../../src/delivery/agent.ts';
import { httpAttempt, type Attempt } from '../../../src/delivery/attempt.ts';
import { later } from '../../../src/delivery/later.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { eventually } from '../../support/command-line.ts';
import { onRequest, pathsIn, rawServer, type RawServer } from '../../support/raw-server.ts';
import { openFloor } from '../dispatch-floor.ts';
import { sender } from '../sender.ts';

const TAKEN = 'HTTP/1.1 204 No Content\r\n\r\n';
const REFUSED = 'HTTP/1.1 422 No\r\ncontent-length: 0\r\n\r\n';

/** Over its first connection it does as the test says, over each further one it refuses. */
function refusingBut(firstConnection: (socket: Socket) => void): Promise<RawServer> {
  return rawServer((socket, before) => {
    onRequest(socket, () => (before === 0 ? firstConnection(socket) : socket.write(REFUSED)));
  });
}

describe('what a server says beyond its answer is nobody’s answer:', () => {
  it.each<{ what: string; say: (socket: Socket) => void }>([
    { what: 'a second one in the same breath', say: (socket) => socket.write(TAKEN + TAKEN) },
    {
      what: 'a second one a moment later',
      say: (socket) => socket.write(TAKEN, () => setImmediate(() => socket.write(TAKEN))),
    },
    { what: 'a second one, begun', say: (socket) => socket.write(`${TAKEN}HTTP/1.1 204 No`) },
    {
      what: 'a second one as the text of a 204',
      say: (socket) => socket.write(`HTTP/1.1 204 No Content\r\ncontent-length: ${TAKEN.length}\r\n\r\n${TAKEN}`),
    },
    {
      what: 'a second one behind a 204 in chunks',
      say: (socket) => socket.write(`HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n${TAKEN}`),
    },
    { what: 'garbage', say: (socket) => socket.write(`${TAKEN}\0\0\0garbage`) },
    {
      what: 'that it has waited long enough (408)',
      say: (socket) =>
        socket.write(TAKEN, () =>
          setImmediate(() => socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n')),
        ),
    },
  ])('$what', async ({ say }) => {
    const server = await refusingBut(say);
    const { post, idle, agent } = sender(server.port);
    const ended = once(agent, 'disconnect');
    expect(await post(`http://partner.example:${server.port}/first`)).toMatchObject({ kind: 'delivered', status: 204 });
    await idle();
    // Another subscriber at the same host.
    const second = await post(`http://partner.example:${server.port}/second`);
    expect(second).toMatchObject({ kind: 'event-refused', status: 422 });
    await ended;
    expect(server.received().map(pathsIn)).toEqual([['/first'], ['/second']]);
  });
});

it('two answers in one breath are not the answers of two attempts under way together', async () => {
  const server = await rawServer((socket, before) => {
    onRequest(socket, () => socket.write(before === 0 ? TAKEN + TAKEN + TAKEN : REFUSED));
  });
  const { post } = sender(server.port);
  const paths = ['a', 'b', 'c'].map((path) => `http://partner.example:${server.port}/${path}`);
  const outcomes = await Promise.all(paths.map(post));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['delivered', 'event-refused', 'event-refused']);
});

it('a connection that ended while it was idle costs no attempt', async () => {
  const server = await rawServer((socket) => {
    onRequest(socket, () => socket.write(TAKEN, () => setImmediate(() => socket.end())));
  });
  const { post, agent } = sender(server.port);
  const ended = once(agent, 'disconnect');
  expect(await post(`http://partner.example:${server.port}/first`)).toMatchObject({ kind: 'delivered' });
  await ended;
  expect(await post(`http://partner.example:${server.port}/second`)).toMatchObject({ kind: 'delivered' });
  expect(server.received().map(pathsIn)).toEqual([['/first'], ['/second']]);
});

it('a connection that ends just as the next story goes out: that may have arrived, and comes again under its id', async () => {
  const server = await rawServer((socket, before) => {
    let requests = 0;
    onRequest(socket, () => {
      requests += 1;
      if (before === 0 && requests === 2) socket.resetAndDestroy();
      else socket.write(TAKEN);
    });
  });
  const floor = await openFloor();
  const policy = { allow: ['127.0.0.1'], ports: [server.port], allowHttp: true };
  const agent = deliveryAgent({ policy });
  onTestFinished(() => agent.destroy());
  const outcomes: Outcome[] = [];
  const make = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
  const attempt: Attempt = async (delivery, signal) => {
    const outcome = await make(delivery, signal);
    outcomes.push(outcome);
    return outcome;
  };
  await floor.subscribe('partner', { url: `http://127.0.0.1:${server.port}/`, window: 1 });
  await floor.publish('a');
  await floor.publish('b');
  const dispatcher = floor.start({ attempt, later, now: Date.now, random: () => 0 });
  await eventually(async () => ((await floor.receipts('partner')).length === 2 ? true : undefined));
  await dispatcher.stop(0);

  const cutOff = {
    kind: 'endpoint-failed',
    isUnknown: true,
    reason: 'connection closed before the answer was complete',
  };
  expect(outcomes).toMatchObject([{ kind: 'delivered' }, cutOff, { kind: 'delivered' }]);
  const [over, again] = server
    .received()
    .map((text) => [...text.matchAll(/^webhook-id: (\S+)\r$/gm)].map(([, id]) => id));
  expect(over).toHaveLength(2);
  expect(again).toEqual([over?.[1]]);
  expect(await floor.receipts('partner')).toMatchObject([
    { seq: 1, attempts: 1 },
    { seq: 2, attempts: 2 },
  ]);
});
