/** A real desk as a WebSub hub: a saved story reaches who has subscribed, whatever is killed meanwhile. */
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { seededRandom } from '../../scripts/seeded-random.ts';
import { eventually, freePort, startWiredesk, wiredesk, type Running } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { reader, type Reader } from '../websub/hub-under-test.ts';

type Scene = DeskFolder & {
  readonly webUrl: string;
  readonly start: () => Promise<Running>;
  readonly wiredesk: (...words: string[]) => ReturnType<typeof wiredesk>;
  readonly subscribe: (reader: Reader, fields?: Readonly<Record<string, string>>) => Promise<void>;
  readonly lies: (document: string) => Promise<string>;
};

async function scene(readers: readonly Reader[], more = '', retry = '0s, 0.1s'): Promise<Scene> {
  const [port, ports] = [await freePort(), readers.map((one) => one.port).join(', ')];
  const webUrl = `http://localhost:${port}/`;
  const desk = await deskFolder(`
url: ${webUrl}
http: { port: ${port} }
websub: { hub: own, allow: [127.0.0.1], ports: [${ports}] }
webhooks: { retry: [${retry}] }
${more}`);
  await desk.save('a.txt', copyOf('Story A'));
  await wiredesk('publish', '--desk', desk.root);
  return {
    ...desk,
    webUrl,
    wiredesk: (...words) => wiredesk(...words, '--desk', desk.root),
    async start() {
      const running = startWiredesk('start', '--desk', desk.root);
      await running.printed(/Ctrl-C stops it/);
      return running;
    },
    async subscribe({ callback, questions }, fields = {}) {
      const body = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': `${webUrl}rss.xml`,
        'hub.callback': callback,
        ...fields,
      });
      const before = questions().length;
      const isListed = async () => (await wiredesk('subscribers', 'list', '--desk', desk.root)).out.includes(callback);
      const response = await fetch(`${webUrl}hub`, { method: 'POST', body });
      expect([response.status, await response.text()]).toEqual([202, expect.stringMatching(/^Accepted/)]);
      await eventually(() => (questions().length > before ? true : undefined));
      expect(await eventually(async () => ((await isListed()) ? true : undefined))).toBe(true);
    },
    lies: (document) => readFile(join(desk.feeds, document), 'utf8'),
  };
}

async function untilPushed({ pushes }: Reader, text: string): Promise<string> {
  const found = await eventually(() => pushes().find(({ body }) => body.includes(text)));
  expect([text, found !== undefined]).toEqual([text, true]);
  return found?.body ?? '';
}

describe('a running desk', () => {
  it('sends a kill at once to who has failed, and tries again within a minute', async () => {
    const her = await reader({ onPush: [500] });
    const desk = await scene([her], '', '0s, 6h');
    await desk.start();
    await desk.subscribe(her);
    await desk.save('b.txt', copyOf('Story B'));
    await untilPushed(her, 'Story B');
    expect((await desk.wiredesk('kill', 'b', '--reason', 'wrong')).err).toBe('');
    const killedAt = Date.now();
    expect(await untilPushed(her, 'KILL')).not.toContain('Story B');
    const nextTry = await eventually(async () => {
      const { out } = await desk.wiredesk('subscribers', 'list');
      return / in a row, tried again at (\S+Z)/.exec(out)?.[1];
    });
    expect(Date.parse(nextTry ?? '') - killedAt).toBeLessThan(120_000);
  });

  it('sends a changed feed to who has subscribed, shows them, and ends one on demand', async () => {
    const her = await reader();
    const metricsPort = await freePort();
    const desk = await scene([her], `metrics: { port: ${metricsPort} }\n`);
    await desk.start();
    await desk.subscribe(her, { 'hub.secret': 's3cret' });
    await desk.save('b.txt', copyOf('Story B'));
    const body = await untilPushed(her, 'Story B');
    expect(body).toBe(await desk.lies('rss.xml'));
    expect(her.pushes().at(-1)?.headers).toMatchObject({
      'content-type': 'application/rss+xml; charset=utf-8',
      'user-agent': expect.stringMatching(/^Wiredesk\//),
      link: `<${desk.webUrl}hub>; rel="hub", <${desk.webUrl}rss.xml>; rel="self"`,
      'x-hub-signature': `sha256=${createHmac('sha256', 's3cret').update(body).digest('hex')}`,
    });

    const { out } = await desk.wiredesk('subscribers', 'list', '--json');
    expect(JSON.parse(out)).toMatchObject([
      { kind: 'websub', name: 'websub-1', document: 'rss.xml', isSigned: true, failures: 0 },
    ]);
    expect(out).not.toContain('s3cret');
    expect((await desk.wiredesk('subscribers', 'list')).out).toMatch(/^websub-1 +active +websub +rss\.xml/m);
    const status = await desk.wiredesk('status');
    expect(status.out).toMatch(/^WebSub +http:\/\/localhost:\d+\/hub, 1 subscription$/m);
    expect(status.out).toMatch(/^websub-1 +active +0/m);
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toContain('wiredesk_websub_subscriptions 1');
    expect(metrics).toMatch(/wiredesk_websub_distributions_total\{to="subscriber",result="delivered"\} [1-9]/);

    expect(await desk.wiredesk('subscribers', 'pause', 'websub-1')).toMatchObject({ code: 1 });
    expect(
      (await desk.wiredesk('subscribers', 'add', 'websub-7', 'https://a.example/', '--format', 'ninjs')).err,
    ).toMatch(/websub-7 is how WebSub subscribers are called/);
    const removed = await desk.wiredesk('subscribers', 'remove', 'websub-1');
    expect(removed).toMatchObject({ code: 0, out: 'websub-1 is removed and gets nothing more; it has been told.\n' });
    expect(Object.fromEntries(her.questions().at(-1) ?? [])).toEqual({
      'hub.mode': 'denied',
      'hub.topic': `${desk.webUrl}rss.xml`,
      'hub.reason': 'The operator of this hub has ended the subscription.',
    });
    expect((await desk.wiredesk('subscribers', 'remove', 'websub-1')).err).toMatch(/there is no websub-1/);
    const before = her.pushes().length;
    await desk.save('c.txt', copyOf('Story C'));
    await eventually(async () => ((await desk.lies('rss.xml')).includes('Story C') ? true : undefined));
    await sleep(300);
    expect(her.pushes()).toHaveLength(before);
  });

  it('sends a kill as any change of the feed, also where another process publishes it', async () => {
    const her = await reader();
    // Nothing is saved, and the schedule is far: the desk itself publishes nothing.
    const desk = await scene([her], 'schedule: "0 0 1 1 *"\n');
    await desk.start();
    await desk.subscribe(her);
    expect(await desk.wiredesk('kill', 'a', '--reason', 'The figures were invented.')).toMatchObject({ code: 0 });
    expect(await desk.wiredesk('publish')).toMatchObject({ code: 0 });
    const body = await untilPushed(her, 'The figures were invented.');
    expect(body).not.toContain('The council met on Monday');
  });
});

describe('without a running desk', () => {
  it('wiredesk publish sends what is due', async () => {
    const her = await reader();
    const desk = await scene([her]);
    const running = await desk.start();
    await desk.subscribe(her);
    expect((await running.stop()).code).toBe(0);
    await desk.save('b.txt', copyOf('Story B'));
    await desk.wiredesk('publish');
    expect(her.pushes().map(({ body }) => body)).toEqual([await desk.lies('rss.xml')]);
  });
});

describe('a desk that is killed (SIGKILL)', () => {
  it('at any moment still sends the feed as it is in the end', { timeout: 300_000 }, async () => {
    const random = seededRandom(11);
    const [up, shaky] = [await reader(), await reader({ onPush: () => (random() < 0.5 ? 503 : 204) })];
    const desk = await scene([up, shaky]);
    let running = await desk.start();
    for (const one of [up, shaky]) await desk.subscribe(one, { 'hub.secret': 's3cret' });
    for (let round = 1; round <= 6; round += 1) {
      await desk.save('a.txt', copyOf(`Story A, version ${round}`));
      await sleep(random() * 700);
      await running.stop('SIGKILL');
      running = await desk.start();
    }
    for (const one of [up, shaky]) await untilPushed(one, 'version 6');
    const isSettled = await eventually(async () => {
      const { out } = await desk.wiredesk('subscribers', 'list', '--json');
      const all = JSON.parse(out) as readonly { readonly isBehind: boolean }[];
      return all.length === 2 && all.every(({ isBehind }) => !isBehind) ? true : undefined;
    });
    expect(isSettled).toBe(true);
    const last = await desk.lies('rss.xml');
    expect([up, shaky].map(({ pushes }) => pushes().at(-1)?.body === last)).toEqual([true, true]);
  });
});
