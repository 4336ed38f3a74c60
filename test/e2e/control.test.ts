/** What an operator chooses for one subscriber and changes while the desk runs, with real processes and endpoints. */
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { received } from '../../scripts/received.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { newshub } from '../support/newshub.ts';
import { webhookReceiver, type ReceivedRequest, type WebhookReceiver } from '../support/webhook-receiver.ts';

async function scene(...receivers: readonly WebhookReceiver[]) {
  const hookPort = await freePort();
  const ports = [...receivers.map(({ url }) => new URL(url).port), hookPort].join(', ');
  const desk = await deskFolder(`
http: { port: ${await freePort()} }
webhooks: { allow: [127.0.0.1], ports: [${ports}], allowHttp: true }
`);
  return {
    ...desk,
    hookPort,
    subscribers: (command: string, ...words: string[]) =>
      wiredesk('subscribers', command, ...words, '--desk', desk.root),
    start: () => startWiredesk('start', '--desk', desk.root).printed(/Ctrl-C stops it/),
    /** A story in that language, on that subject. */
    publish: (name: string, language: string, subject = '') =>
      desk.save(`${name}.txt`, `---\nlanguage: ${language}\n${subject}---\n${copyOf(`Story ${name}`)}`),
    /** As an editor would: a version more, whose text is the notice. */
    async kill(name: string) {
      await using store = await openSqliteStore(join(desk.root, 'wire', 'wire.sqlite'));
      const entry = await store.stories.withSlug(name);
      const last = await store.stories.version(entry?.guid ?? '');
      if (entry === undefined || last === undefined) throw new Error(`no story ${name}`);
      const version = {
        ...last,
        version: last.version + 1,
        pubStatus: 'canceled',
        event: 'story.killed',
        story: { ...last.story, headline: `KILL: Story ${name}`, body: ['Kill this story.'] },
      } as const;
      const { path = '', file } = entry;
      await store.log.append([{ version, path, file, committedAt: new Date().toISOString() }]);
    },
  };
}

/** Events that lusa is owed. */
async function behind({ root }: { root: string }): Promise<number | undefined> {
  const { out } = await wiredesk('status', '--json', '--desk', root);
  return (JSON.parse(out) as { subscribers: { lag: { events: number } }[] }).subscribers[0]?.lag.events;
}

function events(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(
    ({ headers }) => `${String(headers['wiredesk-guid']).split(':').at(-1)} ${String(headers['wiredesk-event'])}`,
  );
}

describe('wiredesk subscribers change', () => {
  it(
    'has a running desk take another filter and another address over, from the next event on',
    { timeout: 300_000 },
    async () => {
      const [first, second] = [await webhookReceiver(), await webhookReceiver()];
      const desk = await scene(first, second);
      await desk.subscribers('add', 'lusa', first.url, '--format', 'ninjs', '--language', 'fr,pt');
      await desk.start();
      await desk.publish('a', 'en');
      await desk.publish('b', 'fr-SN');
      await first.received(1);
      const changed = await desk.subscribers('change', 'lusa', '--language', 'en', '--subject', 'medtop:04000000');
      expect(changed.out).toContain('lusa gets language=en subject=medtop:04000000 from now on as ninjs, at http://');
      expect(changed.out).not.toContain('private');
      await desk.publish('c', 'fr');
      await desk.publish('d', 'en', 'subjects: [medtop:16000000]\n');
      await desk.publish('e', 'en', 'subjects: [medtop:20000205]\n');
      await first.received(2);
      expect(events(first.requests)).toEqual(['b story.published', 'e story.published']);

      await desk.subscribers('change', 'lusa', '--url', second.url, '--format', 'atom', '--everything');
      await desk.publish('f', 'fr');
      await second.received(1);
      expect(events(second.requests)).toEqual(['f story.published']);
      expect(second.requests[0]?.headers['content-type']).toContain('application/atom+xml');
      // The old address has it; the kill goes where its events go now, and to no filter's liking.
      await desk.subscribers('change', 'lusa', '--event', 'story.updated');
      await desk.kill('b');
      await second.received(2);
      expect(events(second.requests)).toEqual(['f story.published', 'b story.killed']);
      expect(first.requests).toHaveLength(2);
    },
  );

  it('refuses an address that none is added at, and a change of nothing', { timeout: 300_000 }, async () => {
    const desk = await scene();
    await desk.subscribers('add', 'lusa', `http://127.0.0.1:${desk.hookPort}/`, '--format', 'ninjs');
    for (const [words, says] of [
      [
        ['--url', `https://10.0.0.1:${desk.hookPort}/`],
        'lusa stays where it is: 10.0.0.1 is not an address of the public Internet',
      ],
      [[], 'say what to change'],
      [['--language', 'french'], 'must be a language tag'],
      [['--event', 'story.deleted'], 'an event is one of story.published'],
    ] as const) {
      const { code, err } = await desk.subscribers('change', 'lusa', ...words);
      expect([code, err.includes(says)]).toEqual([1, true]);
    }
    const [lusa] = JSON.parse((await desk.subscribers('list', '--json')).out) as { url: string; filter: unknown }[];
    expect(lusa).toMatchObject({ url: `http://127.0.0.1:${desk.hookPort}/`, filter: {} });
  });
});

describe('the pace of a subscriber', () => {
  it('is kept by a running desk, and changed while it runs', { timeout: 300_000 }, async () => {
    const receiver = await webhookReceiver();
    const desk = await scene(receiver);
    const added = await desk.subscribers(
      'add',
      'lusa',
      receiver.url,
      '--format',
      'ninjs',
      '--rate',
      '1/s',
      '--window',
      '1',
    );
    expect(added.out).toContain(', 1 event at a time, 1/s');
    for (const name of ['a', 'b', 'c']) await desk.publish(name, 'en');
    const started = Date.now();
    await desk.start();
    await receiver.received(3);
    // One at once, each of the others a second after the one before.
    expect(Date.now() - started).toBeGreaterThanOrEqual(2_000);
    expect((await desk.subscribers('rate', 'lusa', '1/min')).out).toBe(
      'lusa gets 1 event at a time, 1/min from now on.\n',
    );
    for (const name of ['d', 'e', 'f', 'g', 'h']) await desk.publish(name, 'en');
    await eventually(async () => (((await behind(desk)) ?? 0) >= 4 ? true : undefined));
    expect((await desk.subscribers('window', 'lusa', '64')).out).toBe(
      'lusa gets 64 events at a time, 1/min from now on.\n',
    );
    // Before, they would take longer than this test may.
    expect((await desk.subscribers('rate', 'lusa', 'off', '--json')).out).toContain('"rate": "none"');
    await receiver.received(8);
    await eventually(async () => ((await behind(desk)) === 0 ? true : undefined));
    const { out } = await desk.subscribers('list');
    expect(out).toMatch(/\nlusa +active +ninjs +everything +64 +- +0 +http:\/\/127\.0\.0\.1:\d+\/wire\?\.\.\.\n/);
  });

  it.each([
    ['window', '0', 'a number from 1 to 64'],
    ['window', '65', 'a number from 1 to 64'],
    ['window', 'four', 'a number from 1 to 64'],
    ['rate', '10', 'written 10/s or 30/min'],
    ['rate', '0/s', 'written 10/s or 30/min'],
  ])('%s %s is refused in words', async (command, value, says) => {
    const { code, err } = await wiredesk('subscribers', command, 'lusa', value);
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
  });
});

describe('a pair of keys', () => {
  it(
    'signs for a receiver that has the public one alone, and the next pair beside it',
    { timeout: 300_000 },
    async () => {
      const desk = await scene();
      const url = `http://127.0.0.1:${desk.hookPort}/`;
      const added = await desk.subscribers('add', 'lusa', url, '--format', 'ninjs', '--signature', 'v1a');
      const publicKey = /whpk_\S+/.exec(added.out)?.[0] ?? '';
      expect(added.out).not.toMatch(/whsk_|whsec_/);
      expect((await desk.subscribers('public-key', 'lusa')).out).toBe(`${publicKey}\n`);
      const inbox = join(desk.root, 'received');
      const receive = (key: string) =>
        startWiredesk('receive', '--port', String(desk.hookPort), '--public-key', key, '--out', inbox);
      let receiver = receive(publicKey);
      await receiver.printed(/are received at/);
      await desk.publish('a', 'en');
      await desk.start();
      await eventually(async () => ((await received(inbox)).length === 1 ? true : undefined));

      const rotated = await desk.subscribers('rotate', 'lusa', '--json');
      const { publicKey: next, bothUntil } = JSON.parse(rotated.out) as { publicKey: string; bothUntil: string };
      expect(rotated.out).not.toMatch(/whsk_|whsec_/);
      expect(JSON.parse((await desk.subscribers('public-key', 'lusa', '--json')).out)).toEqual({
        name: 'lusa',
        publicKey: next,
        former: [{ publicKey, until: bothUntil }],
      });
      expect((await desk.subscribers('test', 'lusa')).out).toContain('answered HTTP 204');
      await receiver.stop();
      receiver = receive(next);
      await receiver.printed(/are received at/);
      expect((await desk.subscribers('test', 'lusa')).out).toContain('answered HTTP 204');
      await desk.publish('b', 'en');
      await eventually(async () => ((await received(inbox)).length === 2 ? true : undefined));

      await desk.subscribers('rotate', 'lusa', '--grace', '0s', '--signature', 'v1');
      expect((await desk.subscribers('test', 'lusa')).out).toContain('has no v1a signature');
      expect((await desk.subscribers('public-key', 'lusa')).err).toContain('shared secret (v1)');
      expect((await desk.subscribers('list', '--json')).out).not.toMatch(/whsk_|whsec_|publicKey/);
    },
  );
});

describe('the profile of Superdesk', () => {
  it('feeds Newshub: stories, corrections and kills, under a secret of its own', { timeout: 300_000 }, async () => {
    const { answer, items } = newshub('set-by-its-operator');
    const receiver = await webhookReceiver(answer);
    const desk = await scene(receiver);
    const given = ['--profile', 'superdesk', '--push-secret', 'set-by-its-operator'];
    const added = await desk.subscribers('add', 'newshub', receiver.url, ...given);
    expect(added.out).toContain('as superdesk-ninjs');
    expect(added.out).not.toContain('set-by-its-operator');
    const ping = await desk.subscribers('test', 'newshub');
    expect([ping.code, ping.out]).toEqual([0, expect.stringContaining('"{"message": "Unknown type ping"}"')]);
    await desk.start();
    await desk.publish('a', 'en', 'section: Politics\nsubjects: [medtop:16000000]\n');
    await receiver.received(2);
    await desk.save('a.txt', copyOf('Story a, corrected'));
    await receiver.received(3);
    const [[guid, item] = []] = items;
    expect(item).toMatchObject({ guid, version: '2', headline: 'Story a, corrected', pubstatus: 'usable' });
    await desk.kill('a');
    await receiver.received(4);
    expect(items.get(guid ?? '')).toMatchObject({ version: '3', pubstatus: 'canceled', headline: 'KILL: Story a' });
    expect(items.size).toBe(1);
    expect((await wiredesk('subscribers', 'match', 'a', '--desk', desk.root)).out).toContain(
      'It was killed: that comes to whoever has its text, whatever the filters say.',
    );

    const rotated = await desk.subscribers('rotate', 'newshub');
    expect(rotated.out).toMatch(/shown only now: whsec_\S+\nx-superdesk-signature has room for one/);
    const refused = await desk.subscribers('test', 'newshub');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('it has another secret')]);
  });

  it.each([
    [['--profile', 'superdesk', '--format', 'ninjs'], 'choose one: --format or --profile'],
    [['--profile', 'superdesk', '--signature', 'v1a'], 'shares a secret'],
    [['--profile', 'superdesk', '--push-secret', 'short'], 'a push secret is 8 to 256'],
    [['--format', 'ninjs', '--push-secret', 'long enough'], 'goes with --profile'],
    [[], 'say what it gets: --format'],
  ])('%j is refused, and repeats no secret', async (words, says) => {
    const desk = await scene();
    const { code, err } = await desk.subscribers('add', 'lusa', `http://127.0.0.1:${desk.hookPort}/`, ...words);
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
    expect(err).not.toContain('long enough');
  });
});
