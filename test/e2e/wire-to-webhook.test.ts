/** The promise in one test file: a saved story is out within a second and arrives, signed, whatever is killed meanwhile. */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

import { received } from '../../scripts/received.ts';
import { newsItem, ninjsObject } from '../copy/items/items.ts';
import { eventually, freePort, startWiredesk, wiredesk, type Running } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';

type Scene = DeskFolder & {
  readonly webUrl: string;
  readonly hookPort: number;
  readonly inbox: string;
  readonly secret: string;
  readonly start: () => Promise<Running>;
  readonly receive: () => Promise<Running>;
};

async function scene(format = 'ninjs', settings = ''): Promise<Scene> {
  const [webPort, hookPort] = [await freePort(), await freePort()];
  const desk = await deskFolder(`
${settings}
http: { port: ${webPort} }
webhooks: { allow: [localhost], ports: [${hookPort}], allowHttp: true }
`);
  const url = `http://localhost:${hookPort}/wire`;
  const added = await wiredesk('subscribers', 'add', 'lusa', url, '--format', format, '--desk', desk.root);
  const secret = /whsec_\S+/.exec(added.out)?.[0] ?? '';
  const inbox = join(desk.root, 'received');
  return {
    ...desk,
    webUrl: `http://localhost:${webPort}/`,
    hookPort,
    inbox,
    secret,
    async start() {
      const running = startWiredesk('start', '--desk', desk.root);
      await running.printed(/Ctrl-C stops it/);
      return running;
    },
    async receive() {
      const running = startWiredesk('receive', '--port', String(hookPort), '--secret', secret, '--out', inbox);
      await running.printed(/are received at/);
      return running;
    },
  };
}

/** Sequence, event and version of everything that has arrived, in the order of the wire. */
async function arrived(inbox: string): Promise<readonly string[]> {
  return (await received(inbox)).map(
    ({ headers }) => `${headers['wiredesk-sequence']} ${headers['wiredesk-event']} v${headers['wiredesk-version']}`,
  );
}

async function untilArrived(inbox: string, expected: readonly string[]): Promise<void> {
  await eventually(async () => ((await arrived(inbox)).length >= expected.length ? true : undefined));
  expect(await arrived(inbox)).toEqual(expected);
}

/** A webhook may be there a moment before the page: subscribers do not wait for feeds/. */
async function untilOut(url: string, text: string): Promise<void> {
  const found = await eventually(async () => ((await got(url))?.includes(text) === true ? true : undefined));
  expect([url, found]).toEqual([url, true]);
}

async function got(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  const text = await response.text();
  return response.ok ? text : undefined;
}

describe('a running desk', () => {
  it('puts a saved story out at once, and sends it and its update, signed', async () => {
    // So that nothing waits for the next minute: the schedule is far off.
    const desk = await scene('newsml-g2', 'schedule: "0 0 1 1 *"');
    await desk.receive();
    const running = await desk.start();
    await running.printed(/"msg":"published"/);
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    const page = await eventually(() => got(`${desk.webUrl}stories/budget/`));
    expect(page).toContain('Senegal passes budget');
    await untilArrived(desk.inbox, ['1 story.published v1']);

    await desk.save('budget.txt', copyOf('Senegal passes its budget'));
    await untilArrived(desk.inbox, ['1 story.published v1', '2 story.updated v2']);
    await untilOut(`${desk.webUrl}rss.xml`, 'Senegal passes its budget');

    for (const { headers, body } of await received(desk.inbox)) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      expect(new Webhook(desk.secret).sign(headers['webhook-id'] ?? '', at, body)).toBe(headers['webhook-signature']);
      expect(headers['content-type']).toContain('application/vnd.iptc.g2.');
    }
    expect((await running.stop()).code).toBe(0);
  });

  it('puts out what other systems drop into stories/, ninjs and NewsML-G2, under the guids that they gave', async () => {
    const desk = await scene();
    await desk.receive();
    await desk.start();
    const guid = 'urn:newsml:afp.example:20261124:TX-PAR-1';
    await desk.save('afp/1.json', ninjsObject({ uri: guid, version: '3', headline: 'Rain expected' }));
    await untilArrived(desk.inbox, ['1 story.published v1']);
    await untilOut(`${desk.webUrl}rss.xml`, guid);
    await desk.save(
      'afp/2.xml',
      newsItem({ attributes: `guid="${guid}" version="4"`, contentMeta: '<headline>Rain has come</headline>' }),
    );
    await untilArrived(desk.inbox, ['1 story.published v1', '2 story.updated v2']);
    await untilOut(`${desk.webUrl}stories/tx-par-1/`, 'Rain has come');
    const [, update] = await received(desk.inbox);
    expect(update?.headers['wiredesk-guid']).toBe(guid);
    expect(JSON.parse(String(update?.body))).toMatchObject({ uri: guid, headlines: [{ value: 'Rain has come' }] });
  });

  it('loses nothing when it is killed while its subscriber is down', async () => {
    const desk = await scene();
    const first = await desk.start();
    await desk.save('a.txt', copyOf('Story A'));
    await eventually(() => got(`${desk.webUrl}stories/a/ninjs.json`));
    await first.stop('SIGKILL');
    await desk.save('b.txt', copyOf('Story B'));
    await desk.receive();
    const second = await desk.start();
    await untilArrived(desk.inbox, ['1 story.published v1', '2 story.published v1']);
    await untilOut(`${desk.webUrl}stories/b/ninjs.json`, 'Story B');
    expect((await second.stop()).code).toBe(0);
  });

  it('never reads a file that is half written, however slowly it comes', async () => {
    const desk = await scene();
    await desk.receive();
    await desk.start();
    const [head = '', tail = ''] = copyOf('Senegal passes budget').split('It meets');
    const file = await open(join(desk.stories, 'slow.txt'), 'w');
    await file.write(head);
    await sleep(700);
    expect(await got(`${desk.webUrl}stories/slow/`)).toBeUndefined();
    await file.write(`It meets${tail}`);
    await file.close();
    await untilArrived(desk.inbox, ['1 story.published v1']);
    await untilOut(`${desk.webUrl}stories/slow/`, 'It meets again');
  });

  it('delivers what another process publishes, and to subscribers that are added meanwhile', async () => {
    const desk = await scene();
    await desk.receive();
    await desk.start();
    await desk.save('a.txt', copyOf('Story A'));
    expect((await wiredesk('publish', '--desk', desk.root)).out).toMatch(/New +[01]/);
    await untilArrived(desk.inbox, ['1 story.published v1']);
    const url = `http://localhost:${desk.hookPort}/again`;
    const added = await wiredesk('subscribers', 'add', 'ips', url, '--format', 'rss', '--desk', desk.root);
    expect(added.code).toBe(0);
    await desk.save('b.txt', copyOf('Story B'));
    // Both subscriptions lead to one receiver, which has one secret: the second's deliveries are refused by it, and tried.
    await untilArrived(desk.inbox, ['1 story.published v1', '2 story.published v1']);
    const refused = await eventually(async () => {
      const { out } = await wiredesk('subscribers', 'list', '--desk', desk.root);
      return /ips .*HTTP 401/.test(out) ? true : undefined;
    });
    expect(refused).toBe(true);
  });

  it('lets an embargoed story out at its instant by itself', async () => {
    const desk = await scene();
    await desk.receive();
    const running = await desk.start();
    const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 8_000);
    await desk.save('a.txt', `---\nembargo: ${until.toISOString()}\n---\n${copyOf('Secret')}`);
    await running.printed(/under embargo/);
    const isEarly = (): boolean => Date.now() < until.getTime();
    for (;;) {
      const seen = [await got(`${desk.webUrl}stories/a/`), (await arrived(desk.inbox)).length];
      // Asked afterwards, whatever the machine has to do besides.
      if (!isEarly()) break;
      expect(seen).toEqual([undefined, 0]);
      await sleep(100);
    }
    await untilArrived(desk.inbox, ['1 story.published v1']);
    await untilOut(`${desk.webUrl}stories/a/`, 'Secret');
  });
});

describe('one pass', () => {
  it('delivers what is due and ends, with a summary in words or JSON', async () => {
    const desk = await scene();
    await desk.receive();
    await desk.save('a.txt', copyOf('Story A'));
    const { code, out } = await wiredesk('publish', '--desk', desk.root);
    expect(code).toBe(0);
    expect(out).toMatch(/^Read +1\nNew +1 +a\.txt\n/);
    expect(out).toMatch(/\nDeliveries +1\n/);
    expect(await arrived(desk.inbox)).toEqual(['1 story.published v1']);
    const again = await wiredesk('publish', '--json', '--desk', desk.root);
    expect(JSON.parse(again.out)).toMatchObject({ new: [], unchanged: 1, documents: [], deliveries: { delivered: 0 } });
  });

  it('waits for another pass that delivers, so that its own event is sent too', async () => {
    const desk = await scene();
    await desk.receive();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.save('b.txt', copyOf('Story B'));
    const runs = await Promise.all([1, 2].map(() => wiredesk('publish', '--desk', desk.root)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(await arrived(desk.inbox)).toEqual(['1 story.published v1', '2 story.published v1']);
  });

  it('tries at once a subscriber that is resumed, whatever its back-off was', async () => {
    const desk = await scene();
    await desk.save('a.txt', copyOf('Story A'));
    for (let attempt = 0; attempt < 3; attempt += 1) await wiredesk('publish', '--desk', desk.root);
    await desk.receive();
    await wiredesk('subscribers', 'pause', 'lusa', '--desk', desk.root);
    await wiredesk('subscribers', 'resume', 'lusa', '--desk', desk.root);
    expect((await wiredesk('publish', '--desk', desk.root)).out).toMatch(/Deliveries +1/);
  });

  it('fails openly when a subscriber cannot be reached, and sends it later', async () => {
    const desk = await scene();
    await desk.save('a.txt', copyOf('Story A'));
    const failed = await wiredesk('publish', '--desk', desk.root);
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/Deliveries +0 +\d failed and will be tried again/);
    expect((await wiredesk('subscribers', 'list', '--desk', desk.root)).out).toMatch(
      /connection refused, tried again at 20/,
    );
    await desk.receive();
    const delivered = await eventually(async () => {
      await wiredesk('publish', '--desk', desk.root);
      return (await arrived(desk.inbox)).length === 1 ? true : undefined;
    });
    expect(delivered).toBe(true);
  });
});

it('a stopped desk keeps its word: every event is on the wire, intact', async () => {
  const desk = await scene();
  const running = await desk.start();
  await writeFile(join(desk.stories, 'a.txt'), copyOf('Story A'));
  await eventually(() => got(`${desk.webUrl}stories/a/`));
  await running.stop();
  expect((await wiredesk('verify', '--desk', desk.root)).out).toMatch(/The log is intact: 1 events/);
});
