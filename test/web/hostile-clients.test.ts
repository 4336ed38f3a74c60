/** Clients that send anything, or nothing, or take nothing: the server goes on, and others do not notice. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { ListeningServer } from '../../src/http/listening.ts';
import { startServer } from '../../src/web/server.ts';
import { rawGet } from '../support/raw-get.ts';
import { longText, type TestWeb, webOver } from '../support/web.ts';

const LARGE = longText('large').repeat(2_000);

async function running(): Promise<ListeningServer & { readonly web: TestWeb }> {
  const web = await webOver({ 'rss.xml': longText('rss'), 'large.xml': LARGE, 'stories/a/index.html': 'page' });
  const server = await startServer({ ...web, host: '127.0.0.1', port: 0, closeGraceMs: 0 });
  onTestFinished(() => server.close());
  return { ...server, web };
}

/** A connection that is only held; a reset is no failure of the test. */
function hold({ port }: ListeningServer): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Sends that and reads whatever comes until the other side hangs up, or nothing comes any more. */
async function provoke(
  server: ListeningServer,
  bytes: Uint8Array,
  { hangsUp = true, silenceMs = 500 } = {},
): Promise<string> {
  const socket = hold(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (piece) => (answer += piece));
  socket.on('close', () => resolve());
  socket.setTimeout(silenceMs, () => socket.destroy());
  if (hangsUp) socket.end(bytes);
  else socket.write(bytes);
  await promise;
  return answer;
}

/** How long the slowest of some ordinary requests takes, in milliseconds. */
async function slowestOf(server: ListeningServer, requests: number): Promise<number> {
  let slowest = 0;
  for (let request = 0; request < requests; request += 1) {
    const begun = performance.now();
    const { status, body } = await rawGet(`${server.url}rss.xml`);
    expect([status, body.toString()]).toEqual([200, longText('rss')]);
    slowest = Math.max(slowest, performance.now() - begun);
  }
  return slowest;
}

/** Generous, since other tests run at the same time; who waits for a slow client waits ten seconds. */
const UNDISTURBED_MS = 8_000;

const token = fc.oneof(fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'get', 'POST', 'CONNECT', 'PRI'), fc.string());
const target = fc.oneof(
  fc.constantFrom('/', '/rss.xml', '*', '//', '/%00', '/..', 'http://x/rss.xml', '/feed', 'x:1', '/rss.xml?%'),
  fc.string({ unit: 'binary' }).map((text) => `/${text}`),
  fc.webPath(),
);
const name = fc.oneof(
  fc.constantFrom('Host', 'If-None-Match', 'If-Modified-Since', 'Accept-Encoding', 'A-IM', 'Content-Length'),
  fc.constantFrom('Transfer-Encoding', 'Connection', 'Expect', 'Range', 'Upgrade', 'Accept'),
  fc.string(),
);
const value = fc.oneof(
  fc.constantFrom('*', '"', 'W/"x", "', ';q=', 'gzip;q=1.0001', 'feed', '-1', '99999999999999999999', 'chunked', '0'),
  fc.constantFrom('100-continue', 'bytes=0-', 'x'.repeat(5_000), '[::1', 'Sun, 99 Nov 2024 99:99:99 GMT', ''),
  fc.string({ unit: 'binary' }),
);
const lineEnd = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '\r\n ', '');

/** Requests that are nearly right, and bytes that are nothing. */
const provocation = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fc
    .record({
      method: token,
      target,
      version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/1.1 x', ''),
      fields: fc.array(fc.tuple(name, value, lineEnd), { maxLength: 8 }),
      end: fc.constantFrom('\r\n\r\n', '\r\n', '\n\n', ''),
      body: fc.string({ maxLength: 50 }),
    })
    .map(({ method, target: asked, version, fields, end, body }) => {
      const lines = fields.map(([field, says, lineBreak]) => `${field}: ${says}${lineBreak}`).join('');
      return Buffer.from(`${method} ${asked} ${version}\r\nHost: x\r\n${lines}${end}${body}`, 'latin1');
    }),
);

describe('whatever is sent', () => {
  it(
    'is answered in HTTP or not at all, tells nothing, and leaves the server as it was',
    { timeout: 120_000 },
    async () => {
      const server = await running();
      const sent = fc.asyncProperty(fc.array(provocation, { minLength: 20, maxLength: 20 }), async (provocations) => {
        const answers = await Promise.all(provocations.map((bytes) => provoke(server, bytes)));
        for (const answer of answers) {
          expect(answer).toMatch(/^(?:$|HTTP\/1\.1 [1-5]\d\d )/);
          expect(answer).not.toMatch(/^HTTP\/1\.1 5(?!05)/);
          expect(answer).not.toMatch(/\bat .*\.[jt]s:|node_modules/);
        }
      });
      await fc.assert(sent, { numRuns: 30 });
      expect(await slowestOf(server, 3)).toBeLessThan(UNDISTURBED_MS);
      expect(server.web.logged).toEqual([]);
    },
  );
});

describe('requests that follow each other without waiting (RFC 9112 §9.3.2)', () => {
  it('are answered each, and in their order', async () => {
    const server = await running();
    const kinds = [
      { request: 'GET /rss.xml HTTP/1.1', status: 200 },
      { request: 'HEAD /rss.xml HTTP/1.1', status: 200 },
      { request: 'GET /nothing HTTP/1.1', status: 404 },
      { request: 'GET /rss.xml HTTP/1.1\r\nIf-None-Match: *', status: 304 },
      { request: 'GET /feed HTTP/1.1', status: 301 },
      { request: 'DELETE /rss.xml HTTP/1.1', status: 405 },
      { request: 'GET /healthz HTTP/1.1', status: 200 },
    ];
    const sequence = Array.from({ length: 70 }, (_, index) => kinds[(index * 3) % kinds.length] ?? kinds[0]);
    const requests = sequence.map((kind) => `${kind?.request}\r\nHost: x\r\n\r\n`).join('');
    const last = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answers = await provoke(server, Buffer.from(requests + last), { hangsUp: false, silenceMs: 30_000 });
    const statuses = [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
    expect(statuses).toEqual([...sequence.map((kind) => kind?.status), 404]);
  });
});

describe('clients that take their time', () => {
  it(
    'in their hundreds, a byte at a time, hold up nobody, and are given up after ten seconds',
    { timeout: 90_000 },
    async () => {
      const server = await running();
      const slow = Array.from({ length: 500 }, () => hold(server));
      const givenUp = slow.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      for (const socket of slow) socket.resume();
      const dribble = setInterval(() => {
        for (const socket of slow) socket.write('G');
      }, 250);
      onTestFinished(() => clearInterval(dribble));
      for (const socket of slow) socket.write('GET /rss.xml HTTP/1.1\r\nHost: x\r\nX-Slow: ');
      await sleep(500);
      expect(await slowestOf(server, 20)).toBeLessThan(UNDISTURBED_MS);
      await Promise.all(givenUp);
      expect(await slowestOf(server, 3)).toBeLessThan(UNDISTURBED_MS);
    },
  );

  it('to read hold up nobody, and cost what one of them costs', async () => {
    const server = await running();
    const before = process.memoryUsage().rss;
    const readers = Array.from({ length: 100 }, () => hold(server));
    for (const socket of readers) {
      socket.pause();
      socket.write('GET /large.xml HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n'.repeat(3));
    }
    await sleep(500);
    expect(await slowestOf(server, 20)).toBeLessThan(UNDISTURBED_MS);
    // All of it at once would be more than two gigabytes.
    expect(LARGE.length * readers.length * 3).toBeGreaterThan(2e9);
    expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  });

  it('or hang up in the middle of an answer, leave nothing behind', async () => {
    const server = await running();
    const impatient = Array.from({ length: 200 }, async () => {
      const socket = hold(server);
      socket.write('GET /large.xml HTTP/1.1\r\nHost: x\r\n\r\n');
      await sleep(Math.random() * 50);
      socket.destroy();
    });
    await Promise.all(impatient);
    expect(await slowestOf(server, 3)).toBeLessThan(UNDISTURBED_MS);
    expect(server.web.logged).toEqual([]);
  });
});
