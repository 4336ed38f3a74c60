/** A subscriber's secret through its life, with a running desk and real endpoints. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver, type Script, type ScriptedAnswer } from '../support/webhook-receiver.ts';

async function scene(script?: Script | readonly ScriptedAnswer[]) {
  const receiver = await webhookReceiver(script);
  const [hookPort, webPort] = [await freePort(), await freePort()];
  const ports = [new URL(receiver.url).port, hookPort].join(', ');
  const desk = await deskFolder(`
http: { port: ${webPort} }
webhooks: { allow: [127.0.0.1], ports: [${ports}], allowHttp: true }
`);
  const subscribers = (command: string, ...words: string[]) =>
    wiredesk('subscribers', command, ...words, '--desk', desk.root);
  return {
    ...desk,
    receiver,
    hookPort,
    webPort,
    subscribers,
    secretFrom: async (command: string, ...words: string[]) =>
      /whsec_\S+/.exec((await subscribers(command, ...words)).out)?.[0] ?? '',
  };
}

describe('wiredesk subscribers rotate', () => {
  it(
    'has a running desk sign with both secrets, and with the new one alone once the old one is cut off',
    { timeout: 300_000 },
    async () => {
      const desk = await scene();
      const first = await desk.secretFrom('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
      await startWiredesk('start', '--desk', desk.root).printed(/Ctrl-C stops it/);
      const publish = async (name: string, count: number) => {
        await desk.save(name, copyOf(`Story ${name}`));
        await desk.receiver.received(count);
        const { body = '', headers = {} } = desk.receiver.requests[count - 1] ?? {};
        return (secret: string) => {
          try {
            new Webhook(secret).verify(body, headers as Record<string, string>);
            return true;
          } catch {
            return false;
          }
        };
      };
      expect((await publish('a.txt', 1))(first)).toBe(true);

      const second = await desk.secretFrom('rotate', 'lusa', '--grace', '2h');
      const during = await publish('b.txt', 2);
      expect([second === first, during(first), during(second)]).toEqual([false, true, true]);

      const cut = await desk.subscribers('rotate', 'lusa', '--grace', '0s', '--json');
      const { secret: third, ...rest } = JSON.parse(cut.out) as { secret: string };
      expect(rest).toEqual({ name: 'lusa' });
      const after = await publish('c.txt', 3);
      expect([after(first), after(second), after(third)]).toEqual([false, false, true]);
      for (const command of ['list', 'test']) {
        expect((await desk.subscribers(command, ...(command === 'test' ? ['lusa'] : []), '--json')).out).not.toContain(
          'whsec_',
        );
      }
    },
  );

  it('says until when both sign', async () => {
    const desk = await scene();
    await desk.subscribers('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
    const { out } = await desk.subscribers('rotate', 'lusa');
    const until = Date.parse(/until (\S+): lusa must know/.exec(out)?.[1] ?? '');
    expect(Math.abs(until - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
  });
});

describe('wiredesk subscribers test', () => {
  it('sends a signed ping that our receiver takes and does not keep for a story', async () => {
    const desk = await scene();
    const url = `http://127.0.0.1:${desk.hookPort}/`;
    const secret = await desk.secretFrom('add', 'lusa', url, '--format', 'ninjs');
    const down = await desk.subscribers('test', 'lusa');
    expect([down.code, down.out]).toEqual([1, expect.stringMatching(/^lusa could not be reached: connection refused/)]);

    const inbox = join(desk.root, 'received');
    const receive = ['receive', '--port', String(desk.hookPort), '--secret', secret, '--out', inbox];
    await startWiredesk(...receive).printed(/are received at/);
    const up = await desk.subscribers('test', 'lusa');
    expect([up.code, up.out]).toEqual([0, expect.stringMatching(/^lusa answered HTTP 204 in \d+ ms\n$/)]);
    expect(await readdir(inbox)).toEqual([]);
    expect((await wiredesk('deliveries', '--desk', desk.root)).out).toBe('No such delivery.\n');
  });

  it('shows what the endpoint says, bounded and without what a terminal would obey', async () => {
    const desk = await scene([
      { status: 422, text: `no such \u001B[31m format ${'x'.repeat(500)}` },
      { status: 200, text: 'thanks' },
    ]);
    const secret = await desk.secretFrom('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
    const refused = await desk.subscribers('test', 'lusa');
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(
      /^lusa answered HTTP 422 in \d+ ms, and has not taken it\n {2}"no such \\u001b\[31m format x+"\n$/,
    );
    expect(refused.out.length).toBeLessThan(300);
    const taken = JSON.parse((await desk.subscribers('test', 'lusa', '--json')).out);
    expect(taken).toMatchObject({ name: 'lusa', taken: true, status: 200, answer: 'thanks' });

    const [first, second] = desk.receiver.requests;
    expect(first?.headers).toMatchObject({
      'wiredesk-event': 'ping',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(first?.headers['webhook-id']).toMatch(/^ping_[0-9a-f-]{36}$/);
    expect(second?.headers['webhook-id']).not.toBe(first?.headers['webhook-id']);
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>)).toMatchObject({
      type: 'ping',
      data: { agency: 'Panafrican News Agency', subscriber: 'lusa', format: 'ninjs' },
    });
  });

  it('sends the header fields that the endpoint wants, and shows them nowhere', { timeout: 300_000 }, async () => {
    const desk = await scene();
    const own = ['--header', 'X-Source: pana', '--header', 'x-desk: 1', '--basic', 'pana:opensesame'];
    await desk.subscribers('add', 'lusa', desk.receiver.url, '--format', 'ninjs', ...own);
    await desk.subscribers('test', 'lusa');
    const basic = `Basic ${Buffer.from('pana:opensesame').toString('base64')}`;
    expect(desk.receiver.requests[0]?.headers).toMatchObject({
      'x-source': 'pana',
      'x-desk': '1',
      authorization: basic,
    });
    for (const command of [['subscribers', 'list'], ['status']]) {
      expect((await wiredesk(...command, '--json', '--desk', desk.root)).out).not.toMatch(/opensesame|Basic|x-source/);
    }

    const { out } = await desk.subscribers('headers', 'lusa', '--bearer', 'abc');
    expect(out).toBe('lusa gets, with each event: authorization\n');
    await desk.subscribers('test', 'lusa');
    expect(desk.receiver.requests[1]?.headers.authorization).toBe('Bearer abc');
    expect(desk.receiver.requests[1]?.headers).not.toHaveProperty('x-source');
    expect((await desk.subscribers('headers', 'lusa')).out).toContain('lusa gets, with each event: authorization');
    await desk.subscribers('headers', 'lusa', '--none');
    await desk.subscribers('test', 'lusa');
    expect(desk.receiver.requests[2]?.headers).not.toHaveProperty('authorization');
  });

  it('sends what was written for it before what the environment has for all', { timeout: 300_000 }, async () => {
    const desk = await scene();
    vi.stubEnv('WIREDESK_BASIC', 'pana:opensesame');
    await desk.subscribers('add', 'lusa', desk.receiver.url, '--format', 'ninjs', '--bearer', 'abc');
    await desk.subscribers('add', 'ips', desk.receiver.url, '--format', 'ninjs');
    vi.stubEnv('WIREDESK_BEARER', 'def');
    const both = await desk.subscribers('add', 'efe', desk.receiver.url, '--format', 'ninjs');
    vi.unstubAllEnvs();
    expect([both.code, both.err]).toEqual([1, 'wiredesk: choose one: --basic or --bearer\n']);
    for (const name of ['lusa', 'ips']) await desk.subscribers('test', name);
    expect(desk.receiver.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer abc',
      `Basic ${Buffer.from('pana:opensesame').toString('base64')}`,
    ]);
  });

  it('goes by the same guard as deliveries', async () => {
    const desk = await scene();
    await desk.subscribers('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
    await desk.save(
      '../wiredesk.yaml',
      `
agency: { name: P, mark: P, domain: panapress.com, url: https://www.panapress.com/ }
webhooks: { ports: [${new URL(desk.receiver.url).port}], allowHttp: true }
`,
    );
    const { code, out } = await desk.subscribers('test', 'lusa');
    expect([code, out]).toEqual([1, expect.stringContaining('target refused')]);
    expect(desk.receiver.requests).toEqual([]);
  });
});

describe('the key of the secrets', () => {
  it('is not taken for lost because the environment has a wrong one', async () => {
    const desk = await scene();
    await desk.secretFrom('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
    vi.stubEnv('WIREDESK_KEY', Buffer.alloc(32, 7).toString('base64'));
    const refused = await desk.subscribers('reissue');
    vi.unstubAllEnvs();
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('nothing is lost. Unset WIREDESK_KEY')]);
    expect((await desk.subscribers('list')).code).toBe(0);
  });

  it('lost for good costs new secrets, and nothing else', { timeout: 300_000 }, async () => {
    const desk = await scene();
    const first = await desk.secretFrom('add', 'lusa', desk.receiver.url, '--format', 'ninjs');
    await desk.subscribers(
      'add',
      'ips',
      desk.receiver.url,
      '--format',
      'ninjs',
      '--signature',
      'v1a',
      '--language',
      'fr',
    );
    const { out: known } = await desk.subscribers('list', '--json');
    const early = await desk.subscribers('reissue');
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('nothing is lost')]);
    await rm(join(desk.root, 'wire', 'secret.key'));
    await desk.save('a.txt', copyOf('Story A'));

    // Readers are served all the same, and the operator can look at everything.
    const advice = /and there is no key: put .*reissue gives/;
    const running = startWiredesk('start', '--log', 'json', '--desk', desk.root);
    await running.printed(advice);
    await running.printed(/"published"/);
    const feed = await eventually(async () => {
      const answer = await fetch(`http://127.0.0.1:${desk.webPort}/rss.xml`);
      return answer.ok ? answer.text() : undefined;
    });
    expect(feed).toContain('Story A');
    const status = JSON.parse((await wiredesk('status', '--json', '--desk', desk.root)).out);
    expect(status).toMatchObject({
      notDelivering: expect.stringMatching(advice),
      alerts: { last: [{ type: 'secrets.unreadable' }] },
      subscribers: [{ lag: { events: 1 } }, { lag: { events: 0 } }],
    });
    const { out: shown } = await wiredesk('status', '--desk', desk.root);
    expect(shown).toMatch(/Deliveries +NONE: the secrets of the subscribers are sealed/);
    expect((await running.stop()).code).toBe(0);
    for (const command of [['list'], ['match', 'a'], ['pause', 'lusa'], ['resume', 'lusa']]) {
      expect((await desk.subscribers(command[0] ?? '', ...command.slice(1))).code).toBe(0);
    }
    await desk.save('b.txt', copyOf('Story B'));
    const published = await wiredesk('publish', '--json', '--desk', desk.root);
    expect([published.code, JSON.parse(published.out)]).toEqual([
      1,
      expect.objectContaining({ new: ['b.txt'], deliveries: expect.objectContaining({ delivered: 0, failed: 0 }) }),
    ]);
    for (const command of [
      ['test', 'lusa'],
      ['rotate', 'lusa'],
      ['headers', 'lusa'],
      ['add', 'ips', desk.receiver.url, '--format', 'rss'],
    ]) {
      const { code, err } = await desk.subscribers(command[0] ?? '', ...command.slice(1));
      expect([command, code, err]).toEqual([command, 1, expect.stringMatching(advice)]);
      expect(err).not.toContain('    at ');
    }
    expect(desk.receiver.requests).toEqual([]);

    const issued = JSON.parse((await desk.subscribers('reissue', '--json')).out) as Record<string, string>[];
    const [{ secret = '' } = {}, ips] = issued;
    expect(secret).not.toBe(first);
    expect(ips).toEqual({ name: 'ips', publicKey: expect.stringMatching(/^whpk_/) });
    expect(known).not.toContain(ips?.['publicKey']);
    expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(0);
    expect(desk.receiver.requests).toHaveLength(2);
    const { body = '', headers = {} } = desk.receiver.requests[0] ?? {};
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ headlines: [{}] });
  });
});
