/** `GET /v1/events` as a stream of server-sent events. */
import { describe, expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { killed } from '../../src/story/life.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { libyaKilled, secret } from '../support/life-cases.ts';
import { libya } from '../support/stories.ts';
import { apiUnderTest, NOW, type ApiUnderTest } from './api-under-test.ts';
import { readStream } from './stream-reader.ts';

const SLOWLY = { timeout: 50_000, interval: 250 };
const PATIENT = { timeout: 50_000, interval: 5 };

function storyNamed(slug: string, more: Partial<StoryVersion> = {}): StoryVersion {
  return { ...libya, guid: `urn:newsml:panapress.com:20210610:${slug}`, slug, ...more };
}

async function commit(api: ApiUnderTest, ...versions: readonly StoryVersion[]): Promise<void> {
  await api.store.log.append(versions.map((version) => ({ version, committedAt: NOW })));
  api.wake();
}

const slugsOf = (reader: ReturnType<typeof readStream>): readonly string[] =>
  reader.events().map(({ guid }) => guid.split(':').at(-1) ?? '');

describe('a stream', () => {
  it('begins at the end, and has each event as a page has it, under its cursor', async () => {
    const api = await apiUnderTest({ operations });
    await commit(api, storyNamed('before'));
    const token = await api.token();
    const reader = readStream(api, { token });
    await vi.waitFor(() => expect(reader.raw()).toContain('retry: 2000\n\n'), PATIENT);
    expect(reader.answer()?.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    await commit(api, storyNamed('after'));
    await vi.waitFor(() => expect(slugsOf(reader)).toEqual(['after']), PATIENT);
    const page = await (await api.ask('/v1/events?after=1', { token })).json();
    const [{ lastEventId, ...event } = { lastEventId: '' }] = reader.events();
    expect(lastEventId).toBe('2');
    expect(page).toMatchObject({ events: [event] });
  });

  it('that begins at the end has nothing read that was before, at a desk that has just begun', async () => {
    const api = await apiUnderTest({ operations });
    const names = Array.from({ length: 200 }, (_, index) => `s${index}`);
    await api.store.log.append(names.map((name) => ({ version: storyNamed(name), committedAt: NOW })));
    const read = vi.spyOn(api.store.stories, 'version');
    const reader = readStream(api, { token: await api.token() });
    await vi.waitFor(() => expect(reader.lastEventId()).toBe('200'), PATIENT);
    expect(read.mock.calls.length).toBeLessThan(5);
  });

  it('goes on from Last-Event-ID, which goes before `after`, and else from there', async () => {
    const api = await apiUnderTest({ operations });
    await commit(api, storyNamed('a'), storyNamed('b'), storyNamed('c'));
    const token = await api.token();
    const [again, first] = [
      readStream(api, { token, query: 'after=0', lastEventId: '2' }),
      readStream(api, { token, query: 'after=1' }),
    ];
    await vi.waitFor(() => expect([slugsOf(again), slugsOf(first)]).toEqual([['c'], ['b', 'c']]), PATIENT);
    const refused = readStream(api, { token, lastEventId: '4' });
    await vi.waitFor(() => expect(refused.answer()?.statusCode).toBe(400), PATIENT);
    const unread = readStream(api, { token, lastEventId: 'x' });
    await vi.waitFor(() => expect(unread.raw()).toContain('"header":"last-event-id"'), PATIENT);
  });

  it('is asked for by name, and weighed against JSON', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const typeOf = async (accept: string) => {
      const answer = await api.ask('/v1/events', { token, headers: { accept }, method: 'HEAD' });
      return answer.headers.get('content-type');
    };
    expect(await typeOf('text/event-stream')).toBe('text/event-stream');
    expect(await typeOf('application/json;q=0.5, text/event-stream;q=0.6')).toBe('text/event-stream');
    expect(await typeOf('application/json, text/event-stream;q=0.6')).toBe('application/json');
    expect(await typeOf('text/event-stream;q=0')).toBe('application/json');
    expect(await typeOf('*/*')).toBe('application/json');
  });

  it('loses and repeats nothing while it is opened and the wire is written', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const names = Array.from({ length: 120 }, (_, index) => `s${index}`);
    const readers: ReturnType<typeof readStream>[] = [];
    for (const [index, name] of names.entries()) {
      if (index % 20 === 0) readers.push(readStream(api, { token, query: 'after=0' }));
      await commit(api, storyNamed(name));
      if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    for (const reader of readers) await vi.waitFor(() => expect(slugsOf(reader)).toEqual(names), PATIENT);
  });

  it('shows by its filter, and says in between how far it has got', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token({ filter: { language: ['en'] } });
    const reader = readStream(api, { token, query: 'language=fr,en&section=sport' });
    await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
    const sport = { ...libya.story, section: 'Sport' };
    await commit(
      api,
      storyNamed('politics'),
      storyNamed('football', { story: sport }),
      storyNamed('petanque', { story: { ...sport, language: 'fr' } }),
    );
    await vi.waitFor(() => expect(reader.lastEventId()).toBe('3'), PATIENT);
    expect(slugsOf(reader)).toEqual(['football']);
  });
});

describe('what is under embargo', () => {
  it('is for the trusted; to others neither an event nor a number nor a sign tells of it', async () => {
    const api = await apiUnderTest({ operations });
    await commit(api, storyNamed('a'));
    const reader = readStream(api, { token: await api.token() });
    const trusted = readStream(api, { token: await api.token({ isTrusted: true }) });
    await vi.waitFor(() => expect([reader.lastEventId(), trusted.lastEventId()]).toEqual(['1', '1']), PATIENT);
    const before = reader.raw();
    await commit(api, secret);
    await vi.waitFor(
      () => expect(trusted.events()).toMatchObject([{ lastEventId: '1.1', guid: secret.guid }]),
      PATIENT,
    );
    // Another round of signs of life has passed.
    await vi.waitFor(() => expect(reader.raw().length).toBeGreaterThan(before.length), PATIENT);
    expect(
      reader
        .raw()
        .slice(before.length)
        .replaceAll(/(?:id: 1|:)\n\n/g, ''),
    ).toBe('');
    const again = readStream(api, { token: await api.token({ isTrusted: true }), lastEventId: '1.1' });
    await commit(api, storyNamed('b'));
    await vi.waitFor(() => expect([slugsOf(reader), slugsOf(again)]).toEqual([['b'], ['b']]), PATIENT);
  });
});

describe('a kill', () => {
  it('comes at once, and before it is handed out nothing older comes any more', async () => {
    const api = await apiUnderTest({ operations });
    const reader = readStream(api, { token: await api.token() });
    await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
    await api.store.log.append([{ version: storyNamed('doomed'), committedAt: NOW }]);
    const kill = {
      ...libyaKilled,
      ...storyNamed('doomed'),
      version: 2,
      event: 'story.killed',
      pubStatus: 'canceled',
    } as const;
    await commit(api, { ...kill, story: libyaKilled.story });
    await vi.waitFor(() => expect(reader.events()).toHaveLength(1), PATIENT);
    expect(reader.events()).toMatchObject([{ type: 'story.killed', version: 2 }]);
    expect(reader.raw()).not.toContain('Khaled Mazen');
  });
});

const big = (slug: string): StoryVersion =>
  storyNamed(slug, {
    story: { ...libya.story, body: Array.from({ length: 40 }, () => `${slug} ${'x'.repeat(5_000)}`) },
  });

describe('a slow reader', () => {
  const names = Array.from({ length: 60 }, (_, index) => `big${index}`);

  it(
    'gets all of it, in order and once, when it reads on; and nothing of what was killed meanwhile',
    { timeout: 120_000 },
    async () => {
      const api = await apiUnderTest({ operations });
      const reader = readStream(api, { token: await api.token() });
      await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
      reader.pause();
      for (const name of names) await commit(api, big(name));
      const last = names.at(-1) ?? '';
      const kill = {
        ...big(last),
        version: 2,
        event: 'story.killed',
        pubStatus: 'canceled',
        story: libyaKilled.story,
      } as const;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await commit(api, kill);
      reader.resume();
      await vi.waitFor(() => expect(reader.events().at(-1)?.type).toBe('story.killed'), SLOWLY);
      expect(slugsOf(reader)).toEqual(names);
      expect(reader.raw()).not.toContain(`${last} xxx`);
    },
  );

  it(
    'is dropped when it takes nothing, with an end that it can read if it comes round',
    { timeout: 120_000 },
    async () => {
      const api = await apiUnderTest({ operations });
      const reader = readStream(api, { token: await api.token() });
      await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
      reader.pause();
      for (const name of names) await commit(api, big(name));
      expect(api.places.taken()).toBe(1);
      // As long as buffers of the system take something, it is not slow.
      await vi.waitFor(() => {
        api.pass(60_000);
        expect(api.logged.join('')).toContain('its client takes nothing');
      }, SLOWLY);
      reader.resume();
      await vi.waitFor(() => expect(reader.end()).toMatchObject({ reason: 'slow-reader' }), SLOWLY);
      await vi.waitFor(() => expect(api.places.taken()).toBe(0), PATIENT);
      const read = slugsOf(reader);
      expect(read).toEqual(names.slice(0, read.length));
      expect(read.length).toBeLessThan(names.length);
    },
  );

  it('is not one because the clock of the desk is set', { timeout: 120_000 }, async () => {
    const api = await apiUnderTest({ operations });
    const reader = readStream(api, { token: await api.token() });
    const other = readStream(api, { token: await api.token(), query: 'language=sw' });
    await vi.waitFor(() => expect(reader.raw() && other.raw()).toContain('retry'), PATIENT);
    reader.pause();
    for (const name of names) await commit(api, big(name));
    const looks = (): number => other.raw().split(`id: ${names.length}\n\n`).length - 1;
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(0), SLOWLY);
    const before = looks();
    api.setTime('2026-11-25T12:00:00.000Z');
    // Everybody has been looked at between two signs of life of one of them.
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(before + 2), SLOWLY);
    expect(api.logged).toEqual([]);
    reader.resume();
    await vi.waitFor(() => expect(slugsOf(reader)).toEqual(names), SLOWLY);
  });
});

describe('the end of a stream', () => {
  it('is told when its token is revoked or expires', async () => {
    const api = await apiUnderTest({ operations });
    const [revoked, expiring] = [
      readStream(api, { token: await api.token({ name: 'revoked' }) }),
      readStream(api, { token: await api.token({ expiresAt: '2026-11-24T12:00:05.000Z' }) }),
    ];
    await vi.waitFor(
      () => expect([revoked.answer()?.statusCode, expiring.answer()?.statusCode]).toEqual([200, 200]),
      PATIENT,
    );
    await api.store.tokens.revoke('revoked', NOW);
    await commit(api, storyNamed('too-late'));
    await vi.waitFor(() => expect(revoked.end()).toMatchObject({ reason: 'token-ended' }), PATIENT);
    expect(revoked.events()).toEqual([]);
    expect(expiring.end()).toBeUndefined();
    api.setTime('2026-11-24T12:00:05.000Z');
    await vi.waitFor(() => expect(expiring.end()).toMatchObject({ reason: 'token-ended' }), PATIENT);
    await vi.waitFor(() => expect(api.places.taken()).toBe(0), PATIENT);
  });

  it('is told when the desk stops, which waits for nobody', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const reader = readStream(api, { token });
    await vi.waitFor(() => expect(reader.answer()?.statusCode).toBe(200), PATIENT);
    const poll = api.ask('/v1/events?wait=50', { token });
    await vi.waitFor(() => expect(api.places.taken()).toBe(2), PATIENT);
    await api.close();
    await vi.waitFor(() => expect(reader.isClosed()).toBe(true), PATIENT);
    expect(reader.end()).toMatchObject({ reason: 'desk-stopping' });
    expect(await (await poll).json()).toEqual({ events: [], next: '0', more: false });
  });

  it('frees its place where the client hangs up', async () => {
    const api = await apiUnderTest({ operations });
    const reader = readStream(api, { token: await api.token() });
    await vi.waitFor(() => expect(api.places.taken()).toBe(1), PATIENT);
    reader.hangUp();
    await vi.waitFor(() => expect(api.places.taken()).toBe(0), PATIENT);
  });
});

it('tells outsiders by no sign that something is handed out which they may not know of', async () => {
  const api = await apiUnderTest({ operations });
  await commit(api, storyNamed('public'), secret);
  const [outsider, insider] = [
    readStream(api, { token: await api.token() }),
    readStream(api, { token: await api.token({ isTrusted: true }) }),
  ];
  await vi.waitFor(() => expect([outsider.lastEventId(), insider.lastEventId()]).toEqual(['1', '1.1']), PATIENT);
  const { stories } = api.store;
  const version = stories.version.bind(stories);
  const { promise, resolve } = Promise.withResolvers<void>();
  const read = vi.spyOn(stories, 'version').mockImplementation(async (guid, number) => {
    if (number === 1) await promise;
    return version(guid, number);
  });
  await commit(api, killed(secret, { agency: 'PANA', reason: 'checked' }, new Date(NOW)));
  await vi.waitFor(() => expect(read).toHaveBeenCalledWith(secret.guid, 1), PATIENT);
  const before = outsider.raw().length;
  await vi.waitFor(() => expect(outsider.raw().slice(before).split('\n\n').length).toBeGreaterThan(3), SLOWLY);
  expect(outsider.raw().slice(before).replaceAll('id: 1\n\n', '')).toBe('');
  resolve();
  await vi.waitFor(() => expect(insider.events().at(-1)?.type).toBe('story.killed'), PATIENT);
});

describe('a store in trouble', () => {
  it('loses no event of any stream', async () => {
    const api = await apiUnderTest({ operations });
    const reader = readStream(api, { token: await api.token() });
    await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
    const { stories } = api.store;
    const version = stories.version.bind(stories);
    let refusals = 3;
    Object.assign(stories, {
      version: async (...asked: Parameters<typeof version>) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('the disk is gone');
        return version(...asked);
      },
    });
    await commit(api, storyNamed('a'), storyNamed('b'));
    await vi.waitFor(() => expect(slugsOf(reader)).toEqual(['a', 'b']), PATIENT);
    expect(api.logged.filter((line) => line.includes('it is tried again'))).toHaveLength(1);
  });
});
