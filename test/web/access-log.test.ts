import { mkdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { type Access, accessLine } from '../../src/web/access-line.ts';
import { type AccessLog, type AccessLogOptions, appendTo, openAccessLog } from '../../src/web/access-log.ts';
import { startServer } from '../../src/web/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { longText, type TestWeb, webOver } from '../support/web.ts';

const access: Access = {
  client: '192.0.2.7',
  at: new Date('2026-11-05T04:08:09.999Z'),
  method: 'GET',
  target: '/rss.xml',
  httpVersion: '1.1',
  status: 200,
  bytes: 2326,
  referer: undefined,
  userAgent: 'newsboat/2.21',
};

describe('a line of the access log', () => {
  it.each([
    {
      name: 'common',
      line: accessLine(access, 'common'),
      is: '192.0.2.7 - - [05/Nov/2026:04:08:09 +0000] "GET /rss.xml HTTP/1.1" 200 2326',
    },
    {
      name: 'combined',
      line: accessLine(access, 'combined'),
      is: '192.0.2.7 - - [05/Nov/2026:04:08:09 +0000] "GET /rss.xml HTTP/1.1" 200 2326 "-" "newsboat/2.21"',
    },
    {
      name: 'common, of an answer without a body to nobody',
      line: accessLine({ ...access, client: undefined, status: 304, bytes: 0 }, 'common'),
      is: '- - - [05/Nov/2026:04:08:09 +0000] "GET /rss.xml HTTP/1.1" 304 -',
    },
  ])('in the form $name', ({ line, is }) => {
    expect(line).toBe(is);
  });

  it('bears its own second, whichever line was before it', () => {
    const dates = ['04:08:09.000', '04:08:09.999', '04:08:10.000', '04:08:09.500'].map(
      (time) => /:(\d\d) \+0000/.exec(accessLine({ ...access, at: new Date(`2026-11-05T${time}Z`) }, 'common'))?.[1],
    );
    expect(dates).toEqual(['09', '09', '10', '09']);
  });

  it('cannot be ended, nor another begun, by what a client sends', () => {
    const hostile = { ...access, target: '/"\\', referer: 'x"\r\n1.2.3.4 - -', userAgent: '\u001b[2J\u0000é' };
    expect(accessLine(hostile, 'combined')).toMatch(
      /"GET \/\\"\\\\ HTTP\/1\.1" 200 2326 "x\\"\\x0d\\x0a1\.2\.3\.4 - -" "\\x1b\[2J\\x00\\xc3\\xa9"$/,
    );
  });
});

function logOver(web: TestWeb, append: AccessLogOptions['append']): AccessLog {
  const log = openAccessLog({ form: 'common', append, now: web.now, log: web.log });
  onTestFinished(async () => log[Symbol.asyncDispose]());
  return log;
}

describe('the access log of a server', () => {
  it('has a line for each answer: documents, pages of the app, refusals, and what was cut off', async () => {
    const web = await webOver({ 'rss.xml': longText('rss') });
    const lines: string[] = [];
    const accessLog = logOver(web, async (text) => void lines.push(...text.trimEnd().split('\n')));
    const server = await startServer({ ...web, host: '127.0.0.1', port: 0, accessLog });
    const first = await fetch(`${server.url}rss.xml`, { headers: { 'accept-encoding': 'identity' } });
    await first.text();
    await (await fetch(`${server.url}rss.xml`, { method: 'HEAD' })).text();
    await (await fetch(`${server.url}rss.xml`, { headers: { 'if-none-match': '*' } })).text();
    await (await fetch(`${server.url}healthz`)).text();
    await (await fetch(`${server.url}nothing`, { method: 'POST', body: 'x' })).text();
    await server.close();
    await accessLog[Symbol.asyncDispose]();
    expect(lines.map((line) => line.replace(/^127\.0\.0\.1 - - \[24\/Nov\/2024:12:00:00 \+0000\] /, ''))).toEqual([
      `"GET /rss.xml HTTP/1.1" 200 ${longText('rss').length}`,
      '"HEAD /rss.xml HTTP/1.1" 200 -',
      '"GET /rss.xml HTTP/1.1" 304 -',
      '"GET /healthz HTTP/1.1" 200 12',
      `"POST /nothing HTTP/1.1" 405 ${'Documents can be read here, by GET or HEAD.\n'.length}`,
    ]);
  });

  it('goes on in a new file where the old one is renamed, and from the start where it is emptied', async () => {
    const file = join(await temporaryFolder(), 'logs', 'access.log');
    const append = appendTo(file);
    await append('one\n');
    await rename(file, `${file}.1`);
    await append('two\n');
    expect([await readFile(`${file}.1`, 'utf8'), await readFile(file, 'utf8')]).toEqual(['one\n', 'two\n']);
    await truncate(file);
    await append('three\n');
    expect(await readFile(file, 'utf8')).toBe('three\n');
  });

  it('holds up no answer where it cannot be written, keeps what it can, and says so once', async () => {
    const web = await webOver({ 'rss.xml': 'x' });
    const file = join(await temporaryFolder(), 'access.log');
    await mkdir(file);
    const accessLog = logOver(web, appendTo(file));
    const server = await startServer({ ...web, host: '127.0.0.1', port: 0, accessLog });
    onTestFinished(() => server.close());
    for (let count = 0; count < 3; count += 1) expect((await fetch(`${server.url}rss.xml`)).status).toBe(200);
    await vi.waitFor(() => expect(web.logged.join()).toContain('the access log cannot be written'), 20_000);
    await rm(file, { recursive: true });
    await vi.waitFor(() => expect(web.logged).toHaveLength(2), 20_000);
    await vi.waitFor(async () => expect((await readFile(file, 'utf8')).match(/\n/g)).toHaveLength(3), 20_000);
    expect(web.logged).toHaveLength(2);
  });

  it('is bounded in memory: what is more is lost and counted', async () => {
    const web = await webOver({ 'rss.xml': 'x' });
    const disk = Promise.withResolvers<void>();
    const written: string[] = [];
    const accessLog = logOver(web, async (text) => {
      await disk.promise;
      written.push(text);
    });
    const server = await startServer({ ...web, host: '127.0.0.1', port: 0, accessLog });
    const long = '/x'.repeat(3_900);
    const requests = 700;
    const socket = connect(server.port, '127.0.0.1');
    socket.resume();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`HEAD ${long} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(requests - 1));
    socket.write(`HEAD ${long} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    await ended;
    disk.resolve();
    await server.close();
    await accessLog[Symbol.asyncDispose]();
    const bytes = written.join('').length;
    expect(bytes).toBeGreaterThan(3_500_000);
    expect(bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
  });
});
