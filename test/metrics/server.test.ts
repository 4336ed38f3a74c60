import { expect, it, onTestFinished } from 'vitest';

import { startMetricsServer, type MetricsServing } from '../../src/metrics/server.ts';

async function serve(text: MetricsServing['text']) {
  const logged: unknown[] = [];
  const contentType = 'text/plain; version=0.0.4; charset=utf-8';
  const log = { error: (...line: unknown[]) => void logged.push(line) };
  const server = await startMetricsServer({ host: '127.0.0.1', port: 0, contentType, text, log });
  onTestFinished(() => server.close());
  return { logged, ask: (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init) };
}

it('gives the metrics at their one address, never from a cache', async () => {
  const { ask } = await serve(async () => 'wiredesk_up 1\n');
  const answer = await ask('/metrics?from=prometheus');
  expect([answer.status, await answer.text()]).toEqual([200, 'wiredesk_up 1\n']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': '14',
  });
  const head = await ask('/metrics', { method: 'HEAD' });
  expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '14']);
});

it.each([
  ['/', 'GET', 404],
  ['/rss.xml', 'GET', 404],
  ['/metrics', 'POST', 405],
])('answers %s by %s with %i', async (path, method, status) => {
  const { ask } = await serve(async () => 'wiredesk_up 1\n');
  const answer = await ask(path, { method });
  expect([answer.status, await answer.text()]).toEqual([status, expect.not.stringContaining('wiredesk_up')]);
});

it('tells the log alone why it cannot tell', async () => {
  const { ask, logged } = await serve(() => Promise.reject(new Error('no such table: subscriber')));
  const answer = await ask('/metrics');
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('subscriber')]);
  expect(logged).toHaveLength(1);
});
