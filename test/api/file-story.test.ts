/** `POST /v1/stories`: what is filed is a file in stories/ and on the wire, or is neither. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bytesMax } from '../../src/copy/read-stories.ts';
import { copyOf } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { BASE_URL, deskApi, type DeskApi } from './desk-api.ts';

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
const ITEMS = join(import.meta.dirname, '..', 'fixtures', 'items');

async function filing() {
  const api = await deskApi();
  const token = await api.token(['stories:write', 'stories:read']);
  const file = (body: string | Buffer, query = '', headers: Readonly<Record<string, string>> = TEXT) =>
    api.ask(`/stories${query}`, { method: 'POST', body, token, headers });
  return { api, token, file };
}

const versionsOf = async ({ desk }: DeskApi, guid: string) => (await desk.store.stories.withGuid(guid))?.version;

function withId(headline: string): string {
  return `---\nid: budget\n---\n${copyOf(headline)}`;
}

describe('copy', () => {
  it('is on the wire when the answer comes, from a file that a pass finds unchanged', async () => {
    const { api, file } = await filing();
    const answer = await file(copyOf('Senegal passes budget'));
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      file: 'api/senegal-passes-budget.txt',
      stories: [
        {
          outcome: 'new',
          guid: 'urn:newsml:panapress.com:20210610:senegal-passes-budget',
          slug: 'senegal-passes-budget',
          version: 1,
          status: 'usable',
          sequence: 1,
          location: `${BASE_URL}v1/stories/senegal-passes-budget`,
        },
      ],
      problems: [],
    });
    expect(answer.headers.get('location')).toBe(`${BASE_URL}v1/stories/senegal-passes-budget`);
    expect(await api.files()).toEqual(['api/senegal-passes-budget.txt']);
    expect((await api.desk.store.log.head())?.seq).toBe(1);
    expect(api.prompts()).toBeGreaterThan(0);
    await api.pass();
    expect((await api.desk.store.log.head())?.seq).toBe(1);
    expect(await readFile(join(api.folder.feeds, 'rss.xml'), 'utf8')).toContain('Senegal passes budget');
  });

  it('that cannot be read is answered as `wiredesk check` says it, and leaves nothing', async () => {
    const { api, file } = await filing();
    const answer = await file('---\nurgency: 12\nembargo: soon\n---\nHeadline\n\nText.\n', '?name=fr/x.txt');
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      type: `${BASE_URL}v1/problems#unusable`,
      problems: [
        { file: 'stories/fr/x.txt', line: 2, column: 1, severity: 'error', message: expect.stringMatching(/./) },
        { file: 'stories/fr/x.txt', line: 3, column: 1, severity: 'error', message: expect.stringMatching(/./) },
      ],
    });
    expect(await api.files()).toEqual([]);
    expect(await api.desk.store.log.head()).toBeUndefined();
  });

  it('that is sent twice is filed once, whatever its name was', async () => {
    const { api, file } = await filing();
    const text = copyOf('Senegal passes budget');
    await file(text, '?name=storm.txt');
    const again = await file(text);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({
      file: 'storm.txt',
      stories: [{ outcome: 'unchanged', slug: 'storm', version: 1 }],
    });
    expect(await api.files()).toEqual(['storm.txt']);
  });

  it('under a name that is known is the next version of its story', async () => {
    const { api, file } = await filing();
    await file(copyOf('Senegal passes budget'), '?name=fr/budget.txt');
    const next = await file(copyOf('Senegal passes budget at last'), '?name=fr/budget.txt');
    expect(next.status).toBe(200);
    expect(next.json).toMatchObject({ stories: [{ outcome: 'updated', version: 2, sequence: 2 }] });
    const [version] = await api.desk.store.stories.recent(1);
    expect(version?.story).toMatchObject({ language: 'fr', headline: 'Senegal passes budget at last' });
  });

  it('that names its story by id goes into that story’s file', async () => {
    const { api, file } = await filing();
    await file(withId('Senegal passes budget'), '?name=politics/vote.txt');
    expect((await file(withId('Senegal passes budget at last'))).json).toMatchObject({
      file: 'politics/vote.txt',
      stories: [{ outcome: 'updated', slug: 'budget', version: 2 }],
    });
    expect(await api.files()).toEqual(['politics/vote.txt']);
  });

  it('with the headline of another story gets a name of its own', async () => {
    const { file } = await filing();
    await file(copyOf('Senegal passes budget'));
    const other = await file(copyOf('Senegal passes budget', 'The council met again on Friday.'));
    expect(other.status).toBe(201);
    expect(other.json).toMatchObject({ file: 'api/senegal-passes-budget-2.txt', stories: [{ outcome: 'new' }] });
    expect((await file(copyOf('مجلس الوزراء'))).json).toMatchObject({
      file: expect.stringMatching(/^api\/story-[0-9a-f]{10}\.txt$/),
    });
  });

  it('for a story that was killed is refused, and its file is as it was', async () => {
    const { api, token, file } = await filing();
    const before = copyOf('Senegal passes budget');
    await file(before, '?name=budget.txt');
    await api.ask('/stories/budget/kill', { method: 'POST', body: { reason: 'wrong' }, token });
    const refused = await file(copyOf('Senegal passes budget after all'), '?name=budget.txt');
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ detail: expect.stringContaining('which was killed') });
    expect(await readFile(join(api.folder.stories, 'budget.txt'), 'utf8')).toBe(before);
    expect(await api.files()).toEqual(['budget.txt']);
  });

  it('under embargo is kept, and out for nobody', async () => {
    const { api, token, file } = await filing();
    const secret = `---\nembargo: 2099-01-01T00:00:00Z\n---\n${copyOf('Senegal passes budget')}`;
    const kept = await file(secret, '?name=budget.txt');
    expect(kept.status).toBe(202);
    expect(kept.json).toEqual({
      file: 'budget.txt',
      stories: [{ outcome: 'held', until: '2099-01-01T00:00:00Z' }],
      problems: [],
    });
    expect(await api.files()).toEqual(['budget.txt']);
    expect((await api.ask('/stories', { token })).json).toEqual({ stories: [] });
  });

  it('under embargo is on the wire for those who are trusted, and numbered for nobody else', async () => {
    const { api, token, file } = await filing();
    await api.ask('/subscribers', {
      method: 'POST',
      body: { name: 'lusa', url: 'https://lusa.example/', format: 'ninjs', trusted: true },
      token: await api.token(['subscribers:write']),
    });
    const secret = `---\nembargo: 2099-01-01T00:00:00Z\n---\n${copyOf('Senegal passes budget')}`;
    const kept = await file(secret, '?name=budget.txt');
    expect(kept.status).toBe(202);
    expect(kept.json).toMatchObject({ stories: [{ outcome: 'held', status: 'withheld', version: 1 }] });
    expect(kept.text).not.toContain('sequence');
    const [{ slug }] = (kept.json as { stories: [{ slug: string }] }).stories;
    const reader = await api.token(['stories:read']);
    expect((await api.ask(`/stories/${slug}`, { token: reader })).status).toBe(404);
    expect((await api.ask('/stories', { token: reader })).json).toEqual({ stories: [] });
    const trusted = await api.token(['stories:read'], { isTrusted: true });
    for (const sees of [token, trusted]) {
      expect((await api.ask(`/stories/${slug}`, { token: sees })).json).toMatchObject({ status: 'withheld' });
      expect((await api.ask(`/stories/${slug}?format=rss`, { token: sees })).status).toBe(409);
    }
  });

  it('for a story that is killed by it says so', async () => {
    const { api, file } = await filing();
    await file(copyOf('Senegal passes budget'), '?name=budget.txt');
    const killed = await file(
      `---\nkill: It met not at all.\n---\n${copyOf('Senegal passes budget')}`,
      '?name=budget.txt',
    );
    expect(killed.status).toBe(200);
    expect(killed.json).toMatchObject({ stories: [{ outcome: 'killed', status: 'canceled', version: 2 }] });
    expect(await versionsOf(api, 'urn:newsml:panapress.com:20210610:budget')).toBe(2);
  });
});

describe('items of other systems', () => {
  it.each([
    { fixture: 'ninjs-2-like-tt.json', type: 'application/json', ending: '.json' },
    { fixture: 'item-like-dpa.xml', type: 'application/xml', ending: '.xml' },
    { fixture: 'item-like-dpa.xml', type: 'application/vnd.iptc.g2.newsitem+xml', ending: '.xml' },
  ])('are taken as $type: $fixture', async ({ fixture, type, ending }) => {
    const { api, file } = await filing();
    const bytes = await readFile(join(ITEMS, fixture));
    const answer = await file(bytes, '', { 'content-type': type });
    expect(answer.status).toBe(201);
    const [path = ''] = await api.files();
    expect(path.startsWith('api/') && path.endsWith(ending)).toBe(true);
    expect(await readFile(join(api.folder.stories, path))).toEqual(bytes);
    expect((await file(bytes, '', { 'content-type': type })).json).toMatchObject({ file: path });
    expect(await api.files()).toEqual([path]);
  });

  it('may be several in one message', async () => {
    const { file } = await filing();
    const bytes = await readFile(join(ITEMS, 'message-like-ap.xml'));
    const answer = await file(bytes, '', { 'content-type': 'text/xml' });
    expect(answer.status).toBe(201);
    const { stories } = answer.json as { stories: readonly { guid?: string; outcome: string }[] };
    expect(new Set(stories.map(({ guid }) => guid)).size).toBe(3);
    expect(stories.map(({ outcome }) => outcome).toSorted()).toEqual(['new', 'new', 'refused']);
    const again = await file(bytes, '', { 'content-type': 'text/xml' });
    expect(again.json).toMatchObject({
      stories: stories.map(({ guid }) => (guid === undefined ? {} : { guid })),
    });
  });

  it.each([
    { body: '{"uri": ', type: 'application/json' },
    { body: '<newsItem', type: 'application/xml' },
    { body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', type: 'application/xml' },
  ])('that are broken are told with their place: $body', async ({ body, type }) => {
    const { api, file } = await filing();
    const answer = await file(body, '', { 'content-type': type });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ problems: [{ line: 1, severity: 'error' }] });
    expect(await api.files()).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    '../x.txt',
    'a/../../x.txt',
    '/etc/x.txt',
    './x.txt',
    'a//x.txt',
    '.x.txt',
    '.git/x.txt',
    'x.txt~',
    'x.sh',
    'x',
    'x.json',
    'a\\x.txt',
    'x\u0000.txt',
    'x\n.txt',
    'a:b.txt',
    'x.txt.',
    'con/./x.txt',
    'README.txt',
    '1/2/3/4/5/6.txt',
    `${'x'.repeat(250)}.txt`,
    '-rf.txt',
  ])('%j is refused', async (name) => {
    const { api, file } = await filing();
    const answer = await file(copyOf('Senegal passes budget'), `?name=${encodeURIComponent(name)}`);
    expect([400, 422]).toContain(answer.status);
    expect(await api.files()).toEqual([]);
  });

  it.each(['budget vote.txt', 'pt-BR/orçamento.txt', 'ميزانية.txt', 'A.TXT'])('%j is taken', async (name) => {
    const { api, file } = await filing();
    const answer = await file(copyOf('Senegal passes budget'), `?name=${encodeURIComponent(name)}`);
    expect(answer.status).toBe(201);
    expect(await api.files()).toEqual([name.normalize('NFC')]);
  });

  it('below a file that is no folder is a conflict, and nothing to try again', async () => {
    const { api, file } = await filing();
    await file(copyOf('Senegal passes budget'), '?name=budget.txt');
    const answer = await file(copyOf('Mali passes budget'), '?name=budget.txt/mali.txt');
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ detail: 'budget.txt is no folder of stories/: choose another name' });
    expect(await api.files()).toEqual(['budget.txt']);
  });

  it('that a link leads out of stories/ writes nothing there', async () => {
    const { api, file } = await filing();
    const outside = await temporaryFolder();
    await symlink(outside, join(api.folder.stories, 'out'));
    await writeFile(join(outside, 'victim.txt'), 'as it was');
    await symlink(join(outside, 'victim.txt'), join(api.folder.stories, 'link.txt'));
    for (const name of ['out/x.txt', 'link.txt']) {
      expect((await file(copyOf('Senegal passes budget'), `?name=${name}`)).status).toBe(409);
    }
    await mkdir(join(api.folder.stories, 'folder.txt'));
    expect((await file(copyOf('Senegal passes budget'), '?name=folder.txt')).status).toBe(409);
    expect(await readFile(join(outside, 'victim.txt'), 'utf8')).toBe('as it was');
  });
});

const ofCharset = (charset: string) => ({ 'content-type': `text/plain; charset=${charset}` });

describe('a charset that the request says', () => {
  it('is what copy is read in, and one that is not known or not kept to is refused', async () => {
    const { api, file } = await filing();
    const cyrillic = Buffer.from(`\u00e4\u00c1\u00cb\u00c1\u00d2 ${copyOf('Dakar')}`, 'latin1');
    expect((await file(cyrillic, '?name=r.txt', ofCharset('"KOI8-R"'))).status).toBe(201);
    expect(await readFile(join(api.folder.stories, 'r.txt'), 'utf8')).toContain('Дакар ');
    expect((await file(copyOf('One'), '?name=a.txt', ofCharset('klingon'))).status).toBe(415);
    expect((await file(Buffer.from([0xff]), '', ofCharset('shift_jis'))).status).toBe(415);
  });
});

describe('what is refused before it is read', () => {
  it('is too large, or of another kind', async () => {
    const { api, file } = await filing();
    expect((await file(Buffer.alloc(bytesMax('copy') + 1, 'x'))).status).toBe(413);
    expect(
      (await file(Buffer.alloc(bytesMax('newsml-g2') + 1), '', { 'content-type': 'application/xml' })).status,
    ).toBe(413);
    expect((await file('x', '', { 'content-type': 'application/pdf' })).status).toBe(415);
    expect((await file('', '')).status).toBe(422);
    expect(await api.files()).toEqual([]);
  });
});

describe('many at once', () => {
  it('get each their own story, and the same copy one between them', async () => {
    const { api, file } = await filing();
    const same = copyOf('The same for all');
    const answers = await Promise.all([
      ...Array.from({ length: 12 }, (_, index) => file(copyOf(`Story number ${index}`))),
      ...Array.from({ length: 6 }, () => file(same)),
      ...Array.from({ length: 4 }, (_, index) => file(copyOf('One headline', `In words of its own, ${index}.`))),
      api.pass(),
    ]);
    const statuses = answers.flatMap((answer) => (answer === undefined ? [] : [answer.status]));
    expect(statuses.filter((status) => status === 201)).toHaveLength(12 + 1 + 4);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    const stories = await api.desk.store.stories.recent(100);
    expect(stories.map(({ version }) => version)).toEqual(Array(17).fill(1));
    await api.pass();
    expect((await api.desk.store.log.head())?.seq).toBe(17);
  });
});
