import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { refusalText } from '../../src/delivery/refusal.ts';
import { attemptAt } from './attempt-at.ts';

async function endpoint(status: number, body: string | Buffer): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('the words of an endpoint that refuses', () => {
  it.each([
    [422, '{"error":"headline is too long"}', '{"error":"headline is too long"}'],
    [500, ' no room\n', 'no room'],
    [400, '', undefined],
    [200, 'thank you', undefined],
    [302, 'elsewhere', undefined],
  ])('HTTP %i', async (status, body, answer) => {
    const outcome = await attemptAt(await endpoint(status, body));
    expect([outcome.status, outcome.answer]).toEqual([status, answer]);
    expect(outcome.reason).not.toContain('too long');
  });

  it('are kept up to a kilobyte, and to whole characters', async () => {
    const { answer } = await attemptAt(await endpoint(422, `x${'é'.repeat(511)}é${'z'.repeat(90)}`));
    expect(answer).toBe(`x${'é'.repeat(511)}`);
  });

  it('are without what authorizes the desk, which some servers repeat', () => {
    const told = Buffer.from('bad token abc.def in "Bearer abc.def", from pana');
    expect(refusalText(told, ['Bearer abc.def', ''])).toBe('bad token [...] in "[...]", from pana');
  });

  it.each([1, 4, 9, 13])('are without the first %i characters of it, where the kilobyte ends within it', (kept) => {
    const before = 'x'.repeat(1_024 - kept - 6);
    const told = Buffer.from(`${before} sent ${'Bearer abc.def'.slice(0, kept)}`);
    expect(told).toHaveLength(1_024);
    expect(refusalText(told, ['Bearer abc.def'])).toBe(`${before} sent [...]`);
    expect(refusalText(told, ['Basic ZGVz'])).toBe(kept === 1 ? `${before} sent [...]` : told.toString());
  });

  it('are as they are where they end by themselves', () => {
    expect(refusalText(Buffer.from('we have no plan B'), ['Bearer abc.def'])).toBe('we have no plan B');
  });
});
