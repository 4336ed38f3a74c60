/** How many streams may be open at a time. */
import { connect } from 'node:net';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { apiUnderTest } from './api-under-test.ts';
import { readStream } from './stream-reader.ts';

const PATIENT = { timeout: 50_000, interval: 5 };

describe('streams beyond the limits', () => {
  it('are refused: of a token by 429, of all by 503', async () => {
    const api = await apiUnderTest({ operations, limits: { streamsMax: 2, streamsPerToken: 1 } });
    const [first, second, third] = [await api.token(), await api.token(), await api.token()];
    readStream(api, { token: first });
    await vi.waitFor(() => expect(api.places.taken()).toBe(1), PATIENT);
    const ofToken = await api.ask('/v1/events', { token: first, headers: { accept: 'text/event-stream' } });
    expect([ofToken.status, ofToken.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await ofToken.json()).toMatchObject({ title: 'Too many streams are open' });
    readStream(api, { token: second });
    await vi.waitFor(() => expect(api.places.taken()).toBe(2), PATIENT);
    expect((await api.ask('/v1/events?wait=1', { token: third })).status).toBe(503);
    expect((await api.ask('/v1/events', { token: third })).status).toBe(200);
  });

  it('are refused too where all are asked for at once, in one connection', async () => {
    const api = await apiUnderTest({ operations, limits: { streamsMax: 100, streamsPerToken: 1 } });
    const token = await api.token();
    const fields = `Host: desk\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n`;
    const socket = connect(api.port, '127.0.0.1').setEncoding('utf8');
    onTestFinished(() => void socket.destroy());
    let told = '';
    socket.on('data', (piece: string) => (told += piece));
    socket.write(`GET /v1/events HTTP/1.1\r\n${fields}\r\n`.repeat(5));
    await vi.waitFor(() => expect(told).toContain('retry'), PATIENT);
    expect(api.places.taken()).toBe(1);
  });
});
