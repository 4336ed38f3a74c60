import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { webhookReceiver, type ScriptedAnswer } from '../support/webhook-receiver.ts';
import { attemptAt, delivery, LIMITS } from './attempt-at.ts';

/** A server below HTTP: what it writes is up to the test. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => onConnection(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

type Expected = Partial<Outcome>;

function drip(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write('.'), 20);
  response.once('close', () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  response.writeHead(200);
  const pour = (): void => {
    while (!response.destroyed && response.write('x'.repeat(4096)));
  };
  response.on('drain', pour);
  pour();
}

describe('a receiver that', () => {
  const faults: readonly { what: string; answer: ScriptedAnswer; expected: Expected }[] = [
    {
      what: 'resets the connection',
      answer: 'reset',
      expected: { kind: 'endpoint-failed', reason: 'connection closed before the answer was complete' },
    },
    {
      what: 'never answers',
      answer: 'never',
      expected: { kind: 'endpoint-failed', reason: expect.stringContaining('no answer') as string },
    },
    { what: 'accepts and then drips its answer for ever', answer: drip, expected: { kind: 'delivered', status: 200 } },
    {
      what: 'refuses with an answer larger than is read',
      answer: { status: 422, text: 'x'.repeat(4096) },
      expected: { kind: 'event-refused', status: 422 },
    },
    {
      what: 'sends huge headers',
      answer: { status: 200, headers: { 'x-huge': 'x'.repeat(20_000) } },
      expected: { kind: 'endpoint-failed', reason: 'the headers of the answer are too large' },
    },
    {
      what: 'answers in compressed form that is none',
      answer: { status: 200, headers: { 'content-encoding': 'gzip' }, text: 'plain' },
      expected: { kind: 'delivered', status: 200 },
    },
  ];
  it.each(faults)('$what', async ({ answer, expected }) => {
    const receiver = await webhookReceiver([answer]);
    const outcome = await attemptAt(receiver.url);
    expect(outcome).toMatchObject(expected);
    expect(outcome.durationMs).toBeLessThan(2_000);
  });

  it('accepts and then pours out an endless answer is cut off at once', async () => {
    const receiver = await webhookReceiver([flood]);
    const outcome = await attemptAt(receiver.url, undefined, { ...LIMITS, totalMs: 60_000 });
    expect(outcome).toMatchObject({ kind: 'delivered', status: 200 });
  });

  const rawFaults: readonly { what: string; write: (socket: Socket) => void; expected: Expected }[] = [
    {
      what: 'hangs up without a word',
      write: (socket) => socket.end(),
      expected: { kind: 'endpoint-failed', reason: 'connection closed before the answer was complete' },
    },
    {
      what: 'resets in the middle of its headers',
      write: (socket) => socket.write('HTTP/1.1 200 OK\r\nx-a: ', () => socket.resetAndDestroy()),
      expected: { kind: 'endpoint-failed', reason: 'connection closed before the answer was complete' },
    },
    {
      what: 'accepts and resets in the middle of its answer',
      write: (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () =>
          setImmediate(() => socket.resetAndDestroy()),
        ),
      expected: { kind: 'delivered', status: 200 },
    },
    {
      what: 'accepts and sends less than it announced',
      write: (socket) => socket.end('HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\nhalf'),
      expected: { kind: 'delivered', status: 202 },
    },
    {
      what: 'accepts and sends more than it announced',
      write: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nmore'),
      expected: { kind: 'delivered', status: 200 },
    },
    { what: 'drips its headers (slow loris)', write: dripHeaders, expected: { kind: 'endpoint-failed' } },
    {
      what: 'speaks something else',
      write: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
      expected: { kind: 'endpoint-failed', reason: 'the answer is not HTTP' },
    },
    {
      what: 'only promises an answer',
      write: (socket) => socket.end('HTTP/1.1 102 Processing\r\n\r\n'),
      expected: { kind: 'endpoint-failed', reason: 'connection closed before the answer was complete' },
    },
    {
      what: 'promises and then keeps it',
      write: (socket) => socket.end('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
      expected: { kind: 'delivered', status: 204 },
    },
  ];
  it.each(rawFaults)('$what', async ({ write, expected }) => {
    const outcome = await attemptAt(await rawServer(write));
    expect(outcome).toMatchObject(expected);
    expect(outcome.durationMs).toBeLessThan(2_000);
  });
});

function dripHeaders(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n');
  const timer = setInterval(() => socket.write('x-a: b\r\n'), 20);
  socket.once('close', () => clearInterval(timer));
}

describe('no answer at all', () => {
  it('connection refused', async () => {
    const url = await new Promise<string>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(`http://127.0.0.1:${port}/`));
      });
    });
    expect(await attemptAt(url)).toMatchObject({ kind: 'endpoint-failed', reason: 'connection refused' });
  });

  it('a target that the guard refuses, without its address', async () => {
    const outcome = await attemptAt('http://localhost:9/');
    expect(outcome).toMatchObject({ kind: 'endpoint-failed' });
    expect(outcome.reason).toMatch(/^target refused: /);
    expect(outcome.reason).not.toContain('127.0.0.1');
  });

  it.each(['', 'not a url', 'http://'])('a URL that is none (%j) is an outcome, not an exception', async (url) => {
    const agent = deliveryAgent({ policy: { allow: [], ports: [443], allowHttp: false } });
    onTestFinished(() => agent.destroy());
    const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
    const outcome = await attempt({ ...delivery, url }, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'endpoint-failed', reason: 'its URL is malformed' });
  });

  it('an attempt whose time runs out before it has a connection is never sent', async () => {
    const receiver = await webhookReceiver();
    const port = Number(new URL(receiver.url).port);
    const held: (() => void)[] = [];
    const agent = deliveryAgent({
      policy: { allow: ['partner.example'], ports: [port], allowHttp: true },
      resolve: () =>
        new Promise((resolve) => {
          held.push(() => resolve([{ address: '127.0.0.1', family: 4 }]));
        }),
    });
    onTestFinished(() => agent.destroy());
    const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now, limits: LIMITS });
    const post = (id: string) =>
      attempt({ ...delivery, url: `http://partner.example:${port}/${id}` }, new AbortController().signal);
    expect(await post('late')).toMatchObject({ kind: 'endpoint-failed', reason: 'no answer within 0.3 s' });
    for (const release of held) release();
    const next = post('next');
    for (const release of held.splice(1)) release();
    expect(await next).toMatchObject({ kind: 'delivered' });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/next']);
  });

  it('an abort ends an attempt at once, before it is sent as well as after', async () => {
    const receiver = await webhookReceiver(['never']);
    const before = await attemptAt(receiver.url, AbortSignal.abort());
    expect(before).toMatchObject({ kind: 'endpoint-failed', reason: 'stopped' });
    expect(receiver.requests).toEqual([]);
    const ending = new AbortController();
    const after = attemptAt(receiver.url, ending.signal);
    await receiver.received(1);
    ending.abort();
    expect(await after).toMatchObject({ kind: 'endpoint-failed', reason: 'stopped' });
  });
});
