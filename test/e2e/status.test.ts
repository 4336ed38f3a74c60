/** What the operator sees, of desks that run as processes of their own. */
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { received } from '../../scripts/received.ts';
import type { DeskStatus } from '../../src/desk/status.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

async function statusOf(root: string): Promise<DeskStatus> {
  const { code, out } = await wiredesk('status', '--json', '--desk', root);
  expect(code).toBe(0);
  return JSON.parse(out) as DeskStatus;
}

it(
  'status tells who runs the desk, what is held, who is behind and why, and never a secret or an address',
  { timeout: 300_000 },
  async () => {
    const [webPort, upPort, downPort] = [await freePort(), await freePort(), await freePort()];
    const desk = await deskFolder(`
http: { port: ${webPort} }
webhooks: { allow: [localhost], ports: [${upPort}, ${downPort}], allowHttp: true }
`);
    const add = async (name: string, port: number, ...more: string[]) =>
      wiredesk(
        'subscribers',
        'add',
        name,
        `http://localhost:${port}/wire`,
        '--format',
        'ninjs',
        ...more,
        '--desk',
        desk.root,
      );
    const secret = /whsec_\S+/.exec((await add('up', upPort)).out)?.[0] ?? '';
    await add('down', downPort);
    await add('elsewhere', downPort, '--filter', 'language=fr');
    expect(await statusOf(desk.root)).toMatchObject({ agency: 'Panafrican News Agency', subscribers: [{}, {}, {}] });
    expect(await statusOf(desk.root)).not.toHaveProperty('runBy');

    const inbox = join(desk.root, 'received');
    await startWiredesk('receive', '--port', String(upPort), '--secret', secret, '--out', inbox).printed(
      /are received at/,
    );
    const running = startWiredesk('start', '--desk', desk.root);
    await running.printed(/Ctrl-C stops it/);
    const savedAt = Date.now();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.save('later.txt', `---\nembargo: 2099-01-01T00:00:00Z\n---\n${copyOf('Secret')}`);
    await eventually(async () => ((await received(inbox)).length === 1 ? true : undefined));

    const status = await eventually(async () => {
      const seen = await statusOf(desk.root);
      const down = seen.subscribers.find(({ name }) => name === 'down');
      const up = seen.subscribers.find(({ name }) => name === 'up');
      return down?.lastError !== undefined && up?.lag.events === 0 && seen.lastPass?.held.length === 1
        ? seen
        : undefined;
    });
    expect(status).toMatchObject({
      runBy: `wiredesk start, process ${running.process.pid}`,
      head: { seq: 1 },
      lastPass: { ok: true, by: 'wiredesk start', held: [{ path: 'later.txt', until: '2099-01-01T00:00:00Z' }] },
      subscribers: [
        { name: 'up', state: 'active', lag: { events: 0 }, lastDay: { delivered: 1, dead: 0, successRate: 1 } },
        {
          name: 'down',
          lag: { events: 1, isMore: false },
          lastError: 'connection refused',
          lastDay: { successRate: 0 },
        },
        { name: 'elsewhere', lag: { events: 0 }, lastDay: { delivered: 0 } },
      ],
    });
    const latency = status?.subscribers[0]?.lastDay.latency;
    expect(latency?.of).toBe(1);
    expect(latency?.p99).toBeLessThan(Date.now() - savedAt);

    await desk.save('bad.txt', 'A headline alone');
    await eventually(async () => ((await statusOf(desk.root)).lastPass?.errors === 1 ? true : undefined));
    // A pass over another file has nothing to say of it: it is still not usable.
    await desk.save('c.txt', copyOf('Story C'));
    const after = await eventually(async () => {
      const { head, lastPass } = await statusOf(desk.root);
      return head?.seq === 2 && (lastPass?.endedAt ?? '') > head.committedAt ? lastPass : undefined;
    });
    expect(after).toMatchObject({ errors: 1, unusable: ['stories/bad.txt'], held: [{ path: 'later.txt' }] });

    const { out } = await wiredesk('status', '--desk', desk.root);
    expect(out).toMatch(/Not usable +stories\/bad\.txt\n +wiredesk check says why\n/);
    expect(out).toMatch(/Run by +wiredesk start, process \d+/);
    expect(out).toMatch(/Held +later\.txt until 2099-01-01T00:00:00Z/);
    expect(out).toMatch(/down +active +2 .*connection refused; next try (in \d|now)/);
    expect(out + JSON.stringify(status)).not.toMatch(/whsec_|localhost/);
    await running.stop();
    expect((await wiredesk('status', '--desk', desk.root)).out).toMatch(
      /connection refused; goes on when the desk runs/,
    );
  },
);

it(
  'a story that a subscriber refuses is shown, though nothing else of it is behind',
  { timeout: 300_000 },
  async () => {
    const receiver = await webhookReceiver([422]);
    const port = new URL(receiver.url).port;
    const desk = await deskFolder(`webhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }\n`);
    await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', desk.root);
    await desk.save('a.txt', copyOf('Story A'));
    expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(1);
    const guid = 'urn:newsml:panapress.com:20210610:a';
    expect((await statusOf(desk.root)).subscribers).toMatchObject([
      { lag: { events: 0 }, waiting: [{ guid, failures: 1 }] },
    ]);
    const { out } = await wiredesk('status', '--desk', desk.root);
    expect(out).toMatch(/urn:newsml:panapress\.com:20210610:a waits by itself: HTTP 422.*, tried again at 20/);
  },
);
