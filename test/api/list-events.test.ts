/** `GET /v1/events`, page by page. */
import { describe, expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { webhookId } from '../../src/delivery/event-headers.ts';
import { ninjs } from '../../src/formats/ninjs.ts';
import { rss } from '../../src/formats/rss.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { libyaHeld, libyaKilled, secret } from '../support/life-cases.ts';
import { libya, sampleDesk } from '../support/stories.ts';
import { StoreError } from '../../src/wire/store.ts';
import { apiUnderTest, NOW, type ApiUnderTest } from './api-under-test.ts';

async function apiOver(...versions: readonly StoryVersion[]): Promise<ApiUnderTest> {
  const api = await apiUnderTest({ operations });
  for (const version of versions) await api.store.log.append([{ version, committedAt: NOW }]);
  return api;
}

const other: StoryVersion = { ...libya, guid: 'urn:newsml:panapress.com:20210610:other', slug: 'other' };
const position = { seq: 1, committedAt: '2026-11-24T12:00:00Z' };

describe('an event', () => {
  it('has what a webhook has in its header fields, and the document of its format as JSON', async () => {
    const api = await apiOver(libya);
    const head = await api.store.log.head();
    const page = await (await api.ask('/v1/events', { token: await api.token() })).json();
    expect(page).toEqual({
      events: [
        {
          cursor: '1',
          id: head === undefined ? '' : webhookId(head),
          type: 'story.published',
          timestamp: NOW,
          sequence: 1,
          guid: libya.guid,
          version: 1,
          format: 'ninjs',
          mediaType: ninjs.push?.mediaType,
          document: JSON.parse(ninjs.push?.render(libya, sampleDesk, position) ?? ''),
        },
      ],
      next: '1',
      more: false,
    });
  });

  it('has any other document as text', async () => {
    const api = await apiOver(libya);
    const answer = await api.ask('/v1/events?format=rss', { token: await api.token() });
    expect(await answer.json()).toMatchObject({
      events: [{ format: 'rss', mediaType: rss.push?.mediaType, document: rss.push?.render(libya, sampleDesk) }],
    });
  });

  it('under embargo has no number and a cursor of its own, for the trusted and in formats that say so', async () => {
    const api = await apiOver(libya, secret, other);
    const token = await api.token({ isTrusted: true });
    const cursors = async (query: string) => {
      const page = (await (await api.ask(`/v1/events?${query}`, { token })).json()) as {
        events: readonly { cursor: string; sequence?: number }[];
      };
      return page.events.map(({ cursor, sequence }) => [cursor, sequence]);
    };
    expect(await cursors('')).toEqual([
      ['1', 1],
      ['1.1', undefined],
      ['2', 2],
    ]);
    expect(await cursors('after=1.1')).toEqual([['2', 2]]);
    expect(await cursors('format=rss')).toEqual([
      ['1', 1],
      ['2', 2],
    ]);
    const beyond = await api.ask('/v1/events?after=1.2', { token });
    expect(beyond.status).toBe(400);
  });
});

describe('a kill', () => {
  it('takes the place of what came before, and reaches who may have the text, whatever it asks for today', async () => {
    const api = await apiOver(libya, { ...libya, version: 2, event: 'story.updated' }, { ...libyaKilled, version: 3 });
    const types = async (query: string, filter = {}) => {
      const answer = await api.ask(`/v1/events?${query}`, { token: await api.token({ filter }) });
      return ((await answer.json()) as { events: readonly { type: string }[] }).events.map(({ type }) => type);
    };
    expect(await types('')).toEqual(['story.killed']);
    expect(await types('language=fr')).toEqual(['story.killed']);
    expect(await types('', { language: ['fr'] })).toEqual([]);
    expect(await types('', { event: ['story.published'] })).toEqual(['story.killed']);
  });

  it('of what nobody but the trusted knew is for them alone', async () => {
    const killed: StoryVersion = {
      ...libyaKilled,
      guid: secret.guid,
      slug: secret.slug,
      version: 2,
      audience: 'trusted',
    };
    const api = await apiOver(secret, killed);
    const count = async (token: string) =>
      ((await (await api.ask('/v1/events', { token })).json()) as { events: readonly unknown[] }).events.length;
    expect([await count(await api.token()), await count(await api.token({ isTrusted: true }))]).toEqual([0, 1]);
  });

  it('is told as soon as the store can be read, which has refused the versions before it once', async () => {
    const api = await apiOver(libya, { ...libyaKilled, version: 2 });
    const token = await api.token();
    const { stories } = api.store;
    const version = stories.version.bind(stories);
    const read = vi.spyOn(stories, 'version').mockImplementation(async (guid, number) => {
      if (number === 1) throw new StoreError('unavailable', 'the disk is full');
      return version(guid, number);
    });
    expect((await api.ask('/v1/events?after=1', { token })).status).toBe(503);
    read.mockRestore();
    const page = await (await api.ask('/v1/events?after=1', { token })).json();
    expect(page).toMatchObject({ events: [{ guid: libya.guid, version: 2 }], next: '2' });
  });

  it('does not come after all where it is committed while a page is read', async () => {
    const api = await apiOver(libya, other);
    let isDone = false;
    // Between reading and sending there is a last look at what has been taken back.
    const { log } = api.store;
    const kills = log.kills.bind(log);
    let looks = 0;
    Object.assign(log, {
      kills: async (seq: number) => {
        looks += 1;
        if (looks === 2 && !isDone) {
          isDone = true;
          await log.append([{ version: { ...libyaHeld, version: 2 }, committedAt: NOW }]);
        }
        return kills(seq);
      },
    });
    const answer = await api.ask('/v1/events', { token: await api.token() });
    expect(await answer.json()).toMatchObject({ events: [{ guid: other.guid }], next: '2' });
    expect(isDone).toBe(true);
  });
});

describe('the next page', () => {
  it('is linked to, with all that was asked for', async () => {
    const api = await apiOver(libya, other);
    const token = await api.token();
    const first = await api.ask('/v1/events?limit=1&filter=language%3Den&format=rss', { token });
    expect(first.headers.get('link')).toBe('<?limit=1&filter=language%3Den&format=rss&after=1>; rel="next"');
    expect(await first.json()).toMatchObject({ next: '1', more: true });
    const reference = first.headers.get('link')?.slice(1).split('>')[0] ?? '';
    // Below whatever path a proxy has put the desk.
    const asked = 'https://wire.example.org/agency/wire/v1/events?limit=1';
    expect(new URL(reference, asked).href).toBe(`https://wire.example.org/agency/wire/v1/events${reference}`);
    const second = await api.ask(`/v1/events${reference}`, { token });
    expect(await second.json()).toMatchObject({ events: [{ guid: other.guid }], next: '2', more: false });
  });

  it('is there where nothing is for whoever asks', async () => {
    const api = await apiOver(libya, other);
    const answer = await api.ask('/v1/events?language=ar', { token: await api.token() });
    expect(await answer.json()).toEqual({ events: [], next: '2', more: false });
  });

  it('begins at the end where that is asked for', async () => {
    const api = await apiOver(libya, other);
    const answer = await api.ask('/v1/events?after=head', { token: await api.token() });
    expect(await answer.json()).toEqual({ events: [], next: '2', more: false });
  });
});

describe('what cannot be asked for', () => {
  it.each([
    { query: 'after=x', parameter: 'after' },
    { query: 'after=-1', parameter: 'after' },
    { query: 'after=1.0', parameter: 'after' },
    { query: `after=${'9'.repeat(16)}`, parameter: 'after' },
    { query: 'format=pdf', parameter: 'format' },
    { query: 'format=superdesk-ninjs', parameter: 'format' },
    { query: 'filter=colour=red', parameter: 'filter' },
    { query: 'urgency=high', parameter: 'urgency' },
    { query: 'limit=501', parameter: 'limit' },
  ])('is told by its parameter: ?$query', async ({ query, parameter }) => {
    const api = await apiOver(libya);
    const answer = await api.ask(`/v1/events?${query}`, { token: await api.token() });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter }] });
  });

  it('is what comes after the end, which is told', async () => {
    const api = await apiOver(libya, secret);
    const token = await api.token();
    expect((await api.ask('/v1/events?after=1', { token })).status).toBe(200);
    const answer = await api.ask('/v1/events?after=2', { token });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: 'https://wire.panapress.com/v1/problems#cursor-beyond-head',
      head: '1',
    });
  });
});
