import { once } from 'node:events';
import { connect } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import type { ListeningServer, ListenOptions } from '../../src/http/listening.ts';
import { startServer } from '../../src/web/server.ts';
import { longText, type TestWeb, webOver } from '../support/web.ts';

async function running(web: TestWeb, options: Partial<ListenOptions> = {}): Promise<ListeningServer> {
  const server = await startServer({ ...web, host: '127.0.0.1', port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Bytes as they are, in one go; all that comes back until the server hangs up. */
async function exchange({ port }: ListeningServer, request: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (piece) => (answer += piece));
  socket.on('close', () => resolve(answer));
  socket.on('error', reject);
  return promise;
}

const END = 'Host: wire.example\r\nConnection: close\r\n\r\n';
const files = { 'rss.xml': longText('rss'), 'stories/a/index.html': 'page' };

describe('odd requests over a real connection', () => {
  it.each([
    { name: 'a path out of the folder', request: `GET /../../etc/passwd HTTP/1.1\r\n${END}`, status: 400 },
    {
      name: 'an encoded path out of the folder',
      request: `GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${END}`,
      status: 400,
    },
    { name: 'an encoded slash', request: `GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'backslashes', request: `GET /..\\..\\etc\\passwd HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a NUL byte', request: `GET /rss.xml%00.html HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a broken percent-encoding', request: `GET /%zz HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'overlong UTF-8', request: `GET /%c0%ae%c0%ae/ HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a raw byte above ASCII', request: `GET /\u00E9 HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a doubled slash', request: `GET //rss.xml HTTP/1.1\r\n${END}`, status: 404 },
    { name: 'a hidden file', request: `GET /.git/config HTTP/1.1\r\n${END}`, status: 404 },
    { name: 'an asterisk', request: `OPTIONS * HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a target without a slash', request: `GET rss.xml HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'another scheme', request: `GET ftp://wire.example/rss.xml HTTP/1.1\r\n${END}`, status: 400 },
    {
      name: 'absolute-form, which a server must accept',
      request: `GET http://wire.example/rss.xml HTTP/1.1\r\n${END}`,
      status: 200,
    },
    { name: 'a dot path in absolute-form', request: `GET http://wire.example/../x HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a long address', request: `GET /${'a'.repeat(9_000)} HTTP/1.1\r\n${END}`, status: 414 },
    { name: 'a longer address', request: `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${END}`, status: 431 },
    { name: 'huge headers', request: `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${END}`, status: 431 },
    { name: 'a tunnel', request: `CONNECT wire.example:443 HTTP/1.1\r\n${END}`, status: 405 },
    { name: 'an echo', request: `TRACE /rss.xml HTTP/1.1\r\n${END}`, status: 405 },
    { name: 'an unknown method', request: `BREW /rss.xml HTTP/1.1\r\n${END}`, status: 400 },
    { name: 'a form', request: `POST /rss.xml HTTP/1.1\r\nContent-Length: 3\r\n${END}a=b`, status: 405 },
    {
      name: 'two lengths of one body',
      request: `POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n${END}`,
      status: 400,
    },
    { name: 'no host', request: 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', status: 400 },
    { name: 'two hosts', request: `GET /rss.xml HTTP/1.1\r\nHost: wire.example\r\n${END}`, status: 400 },
    {
      name: 'a field twice that is for once',
      request: `GET /rss.xml HTTP/1.1\r\nReferer: a\r\nReferer: b\r\n${END}`,
      status: 200,
    },
    {
      name: 'a host that is none',
      request: 'GET /rss.xml HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n',
      status: 400,
    },
    { name: 'HTTP/1.0 without a host, as probes send', request: 'GET /healthz HTTP/1.0\r\n\r\n', status: 200 },
    { name: 'HTTP of the future', request: `GET / HTTP/9.9\r\n${END}`, status: 400 },
    { name: 'no HTTP', request: 'HELO wire.example\r\n\r\n', status: 400 },
    {
      name: 'an upgrade, which a server may ignore',
      request: 'GET /rss.xml HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\nHost: x\r\n\r\n',
      status: 200,
    },
  ])('$name: $status', async ({ request, status }) => {
    const web = await webOver(files);
    const answer = await exchange(await running(web), request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toMatch(/root:|\bat .*\.[jt]s:|node_modules/);
    expect(web.logged).toEqual([]);
  });

  it('HEAD and 304 end with their header section', async () => {
    const server = await running(await webOver(files));
    const head = await exchange(server, `HEAD /rss.xml HTTP/1.1\r\n${END}`);
    expect(head).toContain(`content-length: ${longText('rss').length}\r\n`);
    expect(head.split('\r\n\r\n')[1]).toBe('');
    const unchanged = await exchange(server, `GET /rss.xml HTTP/1.1\r\nIf-None-Match: *\r\n${END}`);
    expect(unchanged).toMatch(/^HTTP\/1\.1 304 /);
    expect(unchanged.split('\r\n\r\n')[1]).toBe('');
  });

  it('an answer is whole: as long as it says, under a Date that it was given', async () => {
    const answer = await exchange(await running(await webOver(files)), `GET /rss.xml HTTP/1.1\r\n${END}`);
    const [head = '', body] = answer.split('\r\n\r\n');
    expect(body).toBe(longText('rss'));
    expect(head.match(/^date:/gim)).toHaveLength(1);
    expect(head).toContain('date: Sun, 24 Nov 2024 12:00:00 GMT');
  });
});

describe('a server', () => {
  it('names its address as a person would type it', async () => {
    const web = await webOver({});
    const server = await running(web);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
    const everywhere = await running(web, { host: '0.0.0.0' });
    expect(everywhere.url).toBe(`http://localhost:${everywhere.port}/`);
  });

  it('says in one line what to do where its port is taken', async () => {
    const web = await webOver({});
    const { port } = await running(web);
    await expect(startServer({ ...web, host: '127.0.0.1', port })).rejects.toThrow(
      `port ${port} is taken by another program: stop that program, or choose another with http.port in wiredesk.yaml or with --port`,
    );
  });

  it('says in one line what to do where its address is not of this machine', async () => {
    const web = await webOver({});
    await expect(startServer({ ...web, host: '192.0.2.1', port: 0 })).rejects.toThrow(
      '192.0.2.1 is no address of this machine: choose another with http.host in wiredesk.yaml or with --host',
    );
  });
});

/** A health that takes until the test lets go of it: a request under way. */
function slowly(web: TestWeb): { web: TestWeb; asked: Promise<void>; finish: () => void } {
  const asked = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const health = async (): Promise<{ ok: boolean }> => {
    asked.resolve();
    await finished.promise;
    return { ok: true };
  };
  return { web: { ...web, health }, asked: asked.promise, finish: finished.resolve };
}

/** A connection on which something was sent and, where it was a request, answered; and the wait for its end. */
async function keptOpen({ port }: ListeningServer, first: string): Promise<() => Promise<void>> {
  const socket = connect(port, '127.0.0.1');
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // A reset is an end too.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(first);
  if (first.endsWith('\r\n\r\n')) await once(socket, 'data');
  socket.resume();
  return () => ended;
}

describe('closing a server', () => {
  it('lets a request under way finish, and takes no other', async () => {
    const { web, asked, finish } = slowly(await webOver({}));
    const server = await running(web);
    const answer = exchange(server, `GET /healthz HTTP/1.1\r\n${END}`);
    await asked;
    const closed = server.close();
    await expect(exchange(server, `GET /rss.xml HTTP/1.1\r\n${END}`)).rejects.toThrow('ECONNREFUSED');
    finish();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
  });

  it.each([
    { name: 'after an answer', first: 'HEAD /rss.xml HTTP/1.1\r\nHost: x\r\n\r\n' },
    { name: 'before any request', first: '' },
    { name: 'in the middle of a request', first: 'GET /rss.xml HT' },
  ])('hangs up on a connection that is only kept open, $name', async ({ first }) => {
    const server = await running(await webOver(files), { closeGraceMs: 60_000 });
    const hungUp = await keptOpen(server, first);
    await server.close();
    await hungUp();
  });

  it('hangs up after the answer under way, though the client would keep the connection', async () => {
    const { web, asked, finish } = slowly(await webOver({}));
    const server = await running(web, { closeGraceMs: 60_000 });
    const answer = exchange(server, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked;
    const closed = server.close();
    finish();
    expect(await answer).toContain('{"ok":true}');
    await closed;
  });

  it('cuts what has not finished in the time it is given, and is closed once however often it is asked', async () => {
    const { web, asked } = slowly(await webOver({}));
    const server = await running(web, { closeGraceMs: 1 });
    const cut = exchange(server, `GET /healthz HTTP/1.1\r\n${END}`).catch(() => '');
    await asked;
    await Promise.all([server.close(), server.close()]);
    expect(await cut).toBe('');
  });
});
