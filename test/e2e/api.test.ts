/** The API of a real desk in a process of its own: from a request to feeds and webhooks, and through kill -9. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk, type Running } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

const SCOPES = ['stories:read', 'stories:write', 'subscribers:write', 'deliveries:read', 'status:read'];

type Office = {
  readonly folder: DeskFolder;
  readonly url: string;
  readonly start: () => Promise<Running>;
  readonly post: (path: string, body: string | object, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly get: (path: string) => Promise<Response>;
};

/** `port`: of the receiver. */
async function office(port = 443): Promise<Office> {
  const own = await freePort();
  const webhooks = `webhooks: { allow: ['127.0.0.1'], ports: [${port}], allowHttp: true }`;
  const folder = await deskFolder(`schedule: "0 0 1 1 *"\nhttp: { port: ${own} }\n${webhooks}\n`);
  const scopes = SCOPES.flatMap((scope) => ['--scope', scope]);
  const made = await wiredesk('tokens', 'add', 'desk', ...scopes, '--json', '--desk', folder.root);
  const { token } = JSON.parse(made.out) as { token: string };
  const url = `http://localhost:${own}/`;
  const authorization = { authorization: `Bearer ${token}` };
  return {
    folder,
    url,
    async start() {
      const running = startWiredesk('start', '--desk', folder.root);
      await running.printed(/Ctrl-C stops it/);
      return running;
    },
    post: (path, body, headers = {}) =>
      fetch(`${url}v1${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          ...authorization,
          'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
          ...headers,
        },
      }),
    get: (path) => fetch(`${url}v1${path}`, { headers: authorization }),
  };
}

it(
  'what is filed is in feeds and with subscribers, and a kill takes it back from both',
  { timeout: 300_000 },
  async () => {
    const receiver = await webhookReceiver([204]);
    const { url, start, post, get } = await office(receiver.port);
    const running = await start();
    const hook = { name: 'lusa', url: `http://127.0.0.1:${receiver.port}/`, format: 'ninjs' };
    expect((await post('/subscribers', hook)).status).toBe(201);
    const filed = await post('/stories?name=storm.txt', copyOf('Storm over Dakar'));
    expect(filed.status).toBe(201);
    await receiver.received(1);
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({ headlines: [{ value: 'Storm over Dakar' }] });
    const page = `${url}stories/storm/`;
    await eventually(async () => ((await fetch(page)).ok ? true : undefined));
    await eventually(async () =>
      (await (await fetch(`${url}rss.xml`)).text()).includes('Storm over Dakar') ? true : undefined,
    );

    expect((await post('/stories/storm/kill', { reason: 'There was no storm.' })).status).toBe(200);
    await receiver.received(2);
    expect(JSON.parse(receiver.requests[1]?.body ?? '')).toMatchObject({ pubStatus: 'canceled' });
    await eventually(async () => ((await fetch(page)).status === 410 ? true : undefined));
    expect(await (await fetch(`${url}rss.xml`)).text()).not.toContain('Storm over Dakar');
    const { deliveries } = (await eventually(async () => {
      const found = (await (await get('/deliveries?subscriber=lusa')).json()) as { deliveries: object[] };
      return found.deliveries.length === 2 ? found : undefined;
    })) as { deliveries: object[] };
    expect(deliveries).toMatchObject([{ event: 'story.killed' }, { event: 'story.published', outcome: 'delivered' }]);
    expect(await (await get('/status')).json()).toMatchObject({ head: { seq: 2 }, subscribers: [{ name: 'lusa' }] });
    expect((await running.stop()).code).toBe(0);
  },
);

it('what was answered as filed survives kill -9, and asked again is the same story', { timeout: 300_000 }, async () => {
  const { folder, start, post, get, url } = await office();
  const answered = new Set<string>();
  const headlines = Array.from({ length: 24 }, (_, index) => `Story number ${index}`);
  const file = async (headline: string): Promise<void> => {
    const response = await post('/stories', copyOf(headline), { 'idempotency-key': `"${headline}"` });
    if (!response.ok) throw new Error(await response.text());
    const { stories } = (await response.json()) as { stories: [{ guid: string }] };
    answered.add(stories[0].guid);
  };
  const running = await start();
  const filing = Promise.allSettled(headlines.map(file));
  await eventually(async () => (answered.size >= 5 ? true : undefined));
  await running.stop('SIGKILL');
  await filing;
  const before = new Set(answered);

  await start();
  const there = async () => {
    const page = (await (await get('/stories?limit=200')).json()) as { stories: { guid: string; version: number }[] };
    return page.stories;
  };
  expect((await there()).map(({ guid }) => guid)).toEqual(expect.arrayContaining([...before]));
  await Promise.all(headlines.map(file));
  const stories = await there();
  expect(stories.map(({ version }) => version)).toEqual(headlines.map(() => 1));
  expect(new Set(stories.map(({ guid }) => guid))).toEqual(answered);
  const files = await readdir(join(folder.stories, 'api'));
  expect(files.filter((name) => !name.startsWith('.'))).toHaveLength(headlines.length);
  await eventually(async () => {
    const rss = await readFile(join(folder.feeds, 'rss.xml'), 'utf8');
    return rss.split('<item>').length === headlines.length + 1 ? true : undefined;
  });
  expect((await fetch(`${url}v1/openapi.json`)).status).toBe(200);
  const verified = await wiredesk('verify', '--desk', folder.root);
  expect(verified.code).toBe(0);
});
