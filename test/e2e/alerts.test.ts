/** A webhook of the operator's own, told of trouble by desks that run as processes of their own. */
import { join } from 'node:path';

import { Webhook } from 'standardwebhooks';
import { expect, it, vi } from 'vitest';

import type { DeskStatus } from '../../src/desk/status.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver, type ReceivedRequest, type ScriptedAnswer } from '../support/webhook-receiver.ts';
import { commitOf } from '../wire/samples.ts';

const NO_DISK_HAS_SO_MUCH = '900TB';

/** Subscribers at `/down` and the like, and the operator at `/ops`. */
async function scene(opsAnswers: () => ScriptedAnswer, settings = '') {
  const receiver = await webhookReceiver(({ path }) => (path === '/ops' ? opsAnswers() : path === '/gone' ? 410 : 204));
  const port = new URL(receiver.url).port;
  const desk = await deskFolder(`
http: { port: ${await freePort()} }
webhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }
alerts: { webhook: 'http://127.0.0.1:${port}/ops', ${settings} }
`);
  const alerts = (): readonly ReceivedRequest[] => receiver.requests.filter(({ path }) => path === '/ops');
  return {
    ...desk,
    alerts,
    types: () => alerts().map(({ body }) => (JSON.parse(body) as { type: string }).type),
    untilTold: (count: number) => eventually(() => (alerts().length >= count ? alerts() : undefined)),
    command: (...words: string[]) => wiredesk(...words, '--desk', desk.root),
    add: (name: string) =>
      wiredesk(
        'subscribers',
        'add',
        name,
        `http://127.0.0.1:${port}/${name}`,
        '--format',
        'ninjs',
        '--desk',
        desk.root,
      ),
    status: async () => JSON.parse((await wiredesk('status', '--json', '--desk', desk.root)).out) as DeskStatus,
  };
}

it('a running desk tells its operator, signed, once; log and status tell the same', { timeout: 300_000 }, async () => {
  const desk = await scene(() => 204, `diskFree: ${NO_DISK_HAS_SO_MUCH}`);
  const secret = /whsec_\S+/.exec((await desk.command('alerts', 'secret')).out)?.[0] ?? '';
  await desk.add('gone');
  const running = startWiredesk('start', '--log', 'json', '--desk', desk.root);
  await running.printed(/Ctrl-C stops it/);
  await desk.save('a.txt', copyOf('Story A'));
  const told = (await desk.untilTold(2)) ?? [];
  expect(desk.types().toSorted()).toEqual(['disk.low', 'subscription.ended']);
  for (const { headers, body } of told) {
    const payload = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(payload).toMatchObject({ timestamp: expect.any(String), data: { agency: 'Panafrican News Agency' } });
    expect(headers['webhook-id']).toMatch(/^alert_[0-9a-f-]{36}$/);
    expect(headers['wiredesk-event']).toBe((payload as { type: string }).type);
  }
  const ended = told.map(({ body }) => JSON.parse(body)).find(({ type }) => type === 'subscription.ended');
  expect(ended).toMatchObject({
    data: { subscriber: 'gone', reason: 'HTTP 410', message: expect.stringContaining('gone wants no more') },
  });
  await running.printed(/"alert":"disk\.low".*almost full/);
  const status = await eventually(async () => {
    const found = await desk.status();
    return found.alerts.last.every(({ toldAt }) => toldAt !== undefined) ? found : undefined;
  });
  expect(status).toMatchObject({ disk: { isLow: true }, alerts: { last: [{}, {}] } });
  const { out } = await desk.command('status');
  expect(out).toMatch(/Disk +[\d.]+ [kMGT]B free: ALMOST FULL/);
  expect(out).toMatch(/Alerts .*ago \(/);
  expect(out).toContain('gone wants no more');
  expect((await running.stop()).code).toBe(0);

  // The next process knows what was told; the disk is as full as before.
  const again = startWiredesk('start', '--desk', desk.root);
  await again.printed(/published|Ctrl-C stops it/);
  await desk.save('b.txt', copyOf('Story B'));
  await again.printed(/new=1|"new":1/);
  await again.stop();
  expect((await desk.command('publish')).code).toBe(0);
  expect(desk.alerts()).toHaveLength(2);
});

it(
  'a webhook that fails holds up nothing, and a publish tries it once more before it ends',
  { timeout: 300_000 },
  async () => {
    let isUp = false;
    const desk = await scene(() => (isUp ? 204 : 503));
    await desk.command('alerts', 'secret');
    await desk.add('gone');
    await desk.add('up');
    await desk.save('a.txt', copyOf('Story A'));
    const first = await desk.command('publish', '--json');
    expect([first.code, JSON.parse(first.out)]).toEqual([
      0,
      expect.objectContaining({ deliveries: expect.objectContaining({ delivered: 1, ended: 1 }) }),
    ]);
    expect(desk.alerts().length).toBeGreaterThan(0);
    expect(first.err).toContain('an alert could not be sent');
    expect((await desk.command('status')).out).toContain('(not sent yet, or not taken)');

    const down = await desk.command('alerts', 'test');
    expect([down.code, down.out]).toEqual([1, 'The test alert was not taken: HTTP 503\n']);
    isUp = true;
    const up = await desk.command('alerts', 'test');
    expect([up.code, up.out]).toMatchObject([
      0,
      expect.stringMatching(/^The test alert was taken: HTTP 204 in \d+ ms\n$/),
    ]);
  },
);

it('without a secret nothing is sent, which is said; the environment may have it', { timeout: 300_000 }, async () => {
  const desk = await scene(() => 204);
  const unsigned = await desk.command('alerts', 'test');
  expect([unsigned.code, unsigned.out]).toEqual([1, expect.stringContaining('wiredesk alerts secret')]);
  expect((await desk.status()).alerts.notSent).toContain('has no secret');
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  vi.stubEnv('WIREDESK_ALERTS_SECRET', secret);
  const signed = await desk.command('alerts', 'test');
  const refused = await desk.command('alerts', 'secret');
  vi.unstubAllEnvs();
  expect(signed.code).toBe(0);
  const { body = '', headers = {} } = desk.alerts()[0] ?? {};
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ type: 'test' });
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is set and goes before')]);
});

it(
  'it goes by the same guard as every webhook: a private address only where the operator allows it',
  { timeout: 300_000 },
  async () => {
    const desk = await deskFolder("http: { port: 0 }\nalerts: { webhook: 'https://10.1.2.3/ops' }\n");
    for (const command of [['start'], ['publish'], ['alerts', 'test']]) {
      const { code, err } = await wiredesk(...command, '--desk', desk.root);
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/alerts\.webhook in wiredesk\.yaml cannot be used: .*webhooks\.allow/),
      ]);
    }
  },
);

it('wiredesk publish tells of a clock that is behind the wire', async () => {
  const desk = await deskFolder();
  {
    await using store = await openSqliteStore(join(desk.root, 'wire', 'wire.sqlite'));
    await store.log.append([{ ...commitOf('a'), committedAt: new Date(Date.now() + 5 * 3_600_000).toISOString() }]);
  }
  const { code, err } = await wiredesk('publish', '--desk', desk.root);
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('The clock is wrong, or was: it is 4 h behind the last event'),
  ]);
});
