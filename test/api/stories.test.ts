/** Reading stories, and what an editor does to them, by the API: who sees what of them. */
import { describe, expect, it } from 'vitest';

import { copyOf } from '../support/desk-folder.ts';
import { deskApi, type DeskApi } from './desk-api.ts';

async function wire(settings = '') {
  const api = await deskApi(settings);
  const token = await api.token(['stories:write', 'stories:read', 'subscribers:write', 'subscribers:read']);
  const file = async (headline: string, { front = '', name = '' } = {}) => {
    const body = (front === '' ? '' : `---\n${front}\n---\n`) + copyOf(headline);
    const query = name === '' ? '' : `?name=${encodeURIComponent(name)}`;
    const headers = { 'content-type': 'text/plain' };
    const answer = await api.ask(`/stories${query}`, { method: 'POST', body, token, headers });
    expect(answer.status, answer.text).toBeLessThan(300);
    const { stories } = answer.json as { stories: [{ guid: string; slug: string }] };
    return stories[0];
  };
  const act = (story: string, name: string, body?: object) =>
    api.ask(`/stories/${encodeURIComponent(story)}/${name}`, { method: 'POST', body, token });
  return { api, token, file, act };
}

const get = async (api: DeskApi, path: string, token: string) => (await api.ask(path, { token })).json as object;

describe('a list of stories', () => {
  it('comes page by page, each story once, those first that changed last', async () => {
    const { api, token, file, act } = await wire();
    for (let index = 0; index < 7; index += 1) await file(`Story ${index}`, { name: `story-${index}.txt` });
    await act('story-2', 'correct', { note: 'It was the second.' });
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const page = (await get(api, `/stories${query}`, token)) as { stories: { slug: string }[]; next?: string };
      seen.push(...page.stories.map(({ slug }) => slug));
      if (page.next === undefined) break;
      query = `?limit=3&cursor=${page.next}`;
    }
    expect(seen).toEqual(['story-2', 'story-6', 'story-5', 'story-4', 'story-3', 'story-1', 'story-0']);
  });

  it('is narrowed by status and by the terms of filters', async () => {
    const { api, token, file, act } = await wire();
    await file('En anglais', { name: 'one.txt', front: 'section: Sport' });
    await file('En français', { name: 'fr/two.txt', front: 'section: Sport' });
    await file('Tué', { name: 'fr/three.txt' });
    await act('three', 'kill', { reason: 'faux' });
    const slugs = async (query: string) =>
      ((await get(api, `/stories?${query}`, token)) as { stories: { slug: string }[] }).stories.map(({ slug }) => slug);
    expect(await slugs('filter=language=fr')).toEqual(['three', 'two']);
    expect(await slugs('filter=language=fr&filter=section=sport')).toEqual(['two']);
    expect(await slugs('status=canceled')).toEqual(['three']);
    expect((await api.ask('/stories?filter=colour=red', { token })).json).toMatchObject({
      errors: [{ parameter: 'filter' }],
    });
    expect((await api.ask('/stories?status=dead', { token })).status).toBe(400);
    expect((await api.ask('/stories?cursor=-1', { token })).status).toBe(400);
  });

  it('shows a token the stories of its filter alone, whatever it asks for', async () => {
    const { api, file } = await wire();
    await file('In English', { name: 'one.txt' });
    await file('En français', { name: 'fr/two.txt' });
    const french = await api.token(['stories:read'], { filter: { language: ['fr'], event: ['story.killed'] } });
    expect(await get(api, '/stories', french)).toMatchObject({ stories: [{ slug: 'two' }] });
    for (const path of ['/stories/one', '/stories/one/versions', '/stories/one/versions/1']) {
      expect((await api.ask(path, { token: french })).status).toBe(404);
    }
  });

  it('tells readers nothing of embargoed stories, also by its cursors', async () => {
    const { api, token, file } = await wire();
    const lusa = { name: 'lusa', url: 'https://lusa.example/', format: 'ninjs', trusted: true };
    expect((await api.ask('/subscribers', { method: 'POST', body: lusa, token })).status).toBe(201);
    await file('One', { name: 'one.txt' });
    const secret = await file('Secret', { name: 'secret.txt', front: 'embargo: 2099-01-01T00:00:00Z' });
    await file('Two', { name: 'two.txt' });
    const reader = await api.token(['stories:read']);
    const first = await get(api, '/stories?limit=1', reader);
    expect(first).toMatchObject({ stories: [{ slug: 'two', sequence: 2 }], next: '2' });
    expect(await get(api, '/stories?limit=1&cursor=2', reader)).toMatchObject({
      stories: [{ slug: 'one', sequence: 1 }],
    });
    expect((await api.ask('/stories?cursor=3', { token: reader })).status).toBe(400);
    expect(
      (await api.ask(`/stories/${secret.slug}/match`, { token: await api.token(['subscribers:read']) })).status,
    ).toBe(404);
  });
});

describe('a story', () => {
  it('is named by guid, by slug, and by the newsroom by its file', async () => {
    const { api, token } = await wire();
    const guid = 'tag:example.org,2021:a/b?c#d';
    const item = { uri: guid, type: 'text', version: '1', headline: 'Storm', body_text: 'It blows.' };
    const filed = await api.ask('/stories?name=fr/storm.json', { method: 'POST', body: item, token });
    expect(filed.json).toMatchObject({ stories: [{ guid, outcome: 'new' }] });
    const named = `/stories/${encodeURIComponent(guid)}`;
    expect(named).toContain('a%2Fb%3Fc%23d');
    expect(await get(api, named, token)).toMatchObject({ guid, file: 'fr/storm.json', story: { headline: 'Storm' } });
    expect(await get(api, `${named}/versions`, token)).toMatchObject({ guid, versions: [{ version: 1 }] });
    expect((await api.ask(`/stories/${encodeURIComponent('fr/storm.json')}`, { token })).status).toBe(200);
    const reader = await api.token(['stories:read']);
    const shown = await get(api, named, reader);
    expect(shown).toMatchObject({ guid });
    expect(shown).not.toHaveProperty('file');
    expect((await api.ask(`/stories/${encodeURIComponent('fr/storm.json')}`, { token: reader })).status).toBe(404);
    expect((await api.ask(`${named}/kill`, { method: 'POST', body: { reason: 'x' }, token })).status).toBe(200);
  });

  it.each([
    ['nitf', 'text/vnd.IPTC.NITF', '<nitf '],
    ['newsml-g2', 'application/vnd.iptc.g2.newsmessage+xml', '<newsMessage '],
    ['ninjs', 'application/json', '{'],
    ['iptc-7901', 'text/plain', ''],
  ])('can be had as %s', async (format, mediaType, beginning) => {
    const { api, token, file } = await wire();
    await file('Storm', { name: 'storm.txt' });
    for (const path of ['/stories/storm', '/stories/storm/versions/1']) {
      const response = await api.ask(`${path}?format=${format}`, { token });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(mediaType);
      expect(response.text).toContain(beginning);
    }
    expect((await api.ask('/stories/storm?format=pdf', { token })).status).toBe(400);
  });

  it('goes through all that an editor does to one, and says no to what cannot be', async () => {
    const { api, token, file, act } = await wire();
    const { guid } = await file('Storm', { name: 'storm.txt' });
    expect((await act('storm', 'correct', { note: 'It was Tuesday.' })).json).toEqual({
      guid,
      type: 'story.corrected',
      version: 2,
      sequence: 2,
      receivers: 0,
    });
    expect((await act('storm', 'correct', { note: 'It was Tuesday.' })).status).toBe(409);
    expect((await act('storm', 'release')).status).toBe(409);
    expect((await act('storm', 'hold', {})).json).toMatchObject({ type: 'story.held', version: 3 });
    expect((await act('storm', 'hold', {})).status).toBe(409);
    expect((await act('storm', 'release')).json).toMatchObject({ type: 'story.released', version: 4 });
    expect((await act('storm', 'expire', { at: 'tomorrow' })).json).toMatchObject({ errors: [{ pointer: '#/at' }] });
    expect((await act('storm', 'expire', { at: '2099-01-01T00:00:00Z' })).json).toMatchObject({ version: 5 });
    expect((await act('storm', 'expire', {})).json).toMatchObject({ version: 6 });
    expect((await act('storm', 'kill', {})).status).toBe(400);
    expect((await act('storm', 'kill', { from: 'nothing.txt' })).status).toBe(404);
    expect((await act('storm', 'kill', { reason: 'It was no storm.' })).json).toMatchObject({
      type: 'story.killed',
      version: 7,
    });
    for (const again of ['kill', 'hold']) expect((await act('storm', again, { reason: 'x' })).status).toBe(409);
    const { versions } = (await get(api, '/stories/storm/versions', token)) as { versions: { event: string }[] };
    expect(versions.map(({ event }) => event.slice(6))).toEqual([
      'published',
      'corrected',
      'held',
      'released',
      'updated',
      'updated',
      'killed',
    ]);
    expect(api.prompts()).toBeGreaterThanOrEqual(7);
  });

  it('that was killed or is held has no text for readers, in any version or format', async () => {
    const { api, token, file, act } = await wire();
    await file('Slander about a minister', { name: 'storm.txt' });
    const reader = await api.token(['stories:read'], { isTrusted: true });
    for (const name of ['hold', 'kill']) {
      await act('storm', name, { reason: 'Wrong.' });
      const texts = [
        await api.ask('/stories', { token: reader }),
        await api.ask('/stories/storm', { token: reader }),
        await api.ask('/stories/storm?format=nitf', { token: reader }),
        await api.ask('/stories/storm/versions', { token: reader }),
      ];
      for (const { status, text } of texts) {
        expect(status).toBe(200);
        expect(text).not.toContain('Slander');
        expect(text).not.toContain('council met');
      }
      const earlier = await api.ask('/stories/storm/versions/1', { token: reader });
      expect(earlier.status).toBe(410);
      expect((await api.ask('/stories/storm/versions/1?format=rss', { token: reader })).status).toBe(410);
      expect(await get(api, '/stories/storm/versions/1', token)).toMatchObject({
        headline: 'Slander about a minister',
      });
    }
  });

  it('that is not there is told in the same words as one that is not shown', async () => {
    const { api, token, file } = await wire();
    await api.ask('/subscribers', {
      method: 'POST',
      body: { name: 'lusa', url: 'https://lusa.example/', format: 'ninjs', trusted: true },
      token,
    });
    const { slug } = await file('Secret', { front: 'embargo: 2099-01-01T00:00:00Z' });
    const reader = await api.token(['stories:read']);
    const [hidden, missing] = [
      await api.ask(`/stories/${slug}`, { token: reader }),
      await api.ask('/stories/nothing', { token: reader }),
    ];
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.text.replaceAll(slug, 'nothing')).toBe(missing.text);
  });
});
