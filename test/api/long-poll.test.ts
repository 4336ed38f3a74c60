/** `GET /v1/events?wait=`: an answer that waits for something. */
import { describe, expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { secret } from '../support/life-cases.ts';
import { libya } from '../support/stories.ts';
import { apiUnderTest, NOW, type ApiUnderTest } from './api-under-test.ts';

const PATIENT = { timeout: 50_000, interval: 5 };

async function commit(api: ApiUnderTest, version: StoryVersion): Promise<void> {
  await api.store.log.append([{ version, committedAt: NOW }]);
  api.wake();
}

async function untilItWaits(api: ApiUnderTest): Promise<void> {
  await vi.waitFor(() => expect(api.places.taken()).toBe(1), PATIENT);
}

describe('a long poll', () => {
  it('is answered at once where there is something', async () => {
    const api = await apiUnderTest({ operations });
    await commit(api, libya);
    const answer = await api.ask('/v1/events?wait=50', { token: await api.token() });
    expect(await answer.json()).toMatchObject({ events: [{ guid: libya.guid }], next: '1' });
    expect(api.places.taken()).toBe(0);
  });

  it('waits for what is for whoever asks, over all that is not', async () => {
    const api = await apiUnderTest({ operations });
    const poll = api.ask('/v1/events?wait=50&language=fr', { token: await api.token() });
    await untilItWaits(api);
    await commit(api, secret);
    await commit(api, libya);
    const french = { ...libya, guid: `${libya.guid}-fr`, slug: 'fr', story: { ...libya.story, language: 'fr' } };
    await commit(api, french);
    expect(await (await poll).json()).toMatchObject({ events: [{ guid: french.guid, sequence: 2 }], next: '2' });
    expect(api.places.taken()).toBe(0);
  });

  it('is answered with nothing, and how far it has got, when the time is over', async () => {
    const api = await apiUnderTest({ operations });
    const poll = api.ask('/v1/events?wait=0.3&language=fr', { token: await api.token() });
    await untilItWaits(api);
    await commit(api, libya);
    expect(await (await poll).json()).toEqual({ events: [], next: '1', more: false });
  });

  it('gives nothing to a token that was revoked while it waited', async () => {
    const api = await apiUnderTest({ operations });
    const poll = api.ask('/v1/events?wait=50', { token: await api.token({ name: 'lusa' }) });
    await untilItWaits(api);
    await api.store.tokens.revoke('lusa', NOW);
    await commit(api, libya);
    expect((await poll).status).toBe(401);
  });

  it('waits for nobody who has hung up', async () => {
    const api = await apiUnderTest({ operations });
    const hangUp = new AbortController();
    const poll = api.ask('/v1/events?wait=50', { token: await api.token(), signal: hangUp.signal });
    await untilItWaits(api);
    hangUp.abort();
    await expect(poll).rejects.toThrow('abort');
    await vi.waitFor(() => expect(api.places.taken()).toBe(0), PATIENT);
  });

  it.each(['51', '-1', 'x'])('waits for no %s seconds', async (wait) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask(`/v1/events?wait=${wait}`, { token: await api.token() });
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ parameter: 'wait' }] });
  });
});
