/** Who got what, and who would: asked by the command line about a desk with a real endpoint. */
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { RecordedDelivery } from '../../src/wire/delivery-record.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { webhookReceiver, type Script } from '../support/webhook-receiver.ts';

async function scene(
  script?: Script,
): Promise<DeskFolder & { readonly add: (name: string, ...words: string[]) => Promise<void> }> {
  const receiver = await webhookReceiver(script);
  const port = new URL(receiver.url).port;
  const desk = await deskFolder(`\nwebhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }\n`);
  return {
    ...desk,
    add: async (name, ...words) => {
      const url = `http://127.0.0.1:${port}/${name}`;
      const { code, err } = await wiredesk(
        'subscribers',
        'add',
        name,
        url,
        '--format',
        'ninjs',
        ...words,
        '--desk',
        desk.root,
      );
      expect([code, err]).toEqual([0, '']);
    },
  };
}

describe('wiredesk deliveries', () => {
  it('shows who got what, newest first, by subscriber, story, time and result', { timeout: 300_000 }, async () => {
    const desk = await scene(({ path }) => (path === '/gone' ? 204 : 201));
    await desk.add('lusa');
    await desk.add('ips', '--filter', 'language=fr');
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    await desk.save('fr.txt', `---\nlanguage: fr\n---\n${copyOf('Le budget est voté')}`);
    expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(0);

    const ask = async (...words: string[]) => {
      const { out, err } = await wiredesk('deliveries', '--json', ...words, '--desk', desk.root);
      if (err !== '') throw new Error(err);
      return (JSON.parse(out) as RecordedDelivery[]).map(({ subscriber, slug }) => `${subscriber} ${slug}`).toSorted();
    };
    expect(await ask()).toEqual(['ips fr', 'lusa budget', 'lusa fr']);
    expect(await ask('--subscriber', 'ips')).toEqual(['ips fr']);
    expect(await ask('--story', 'budget', '--since', '2h')).toEqual(['lusa budget']);
    expect(await ask('--story', 'stories/fr.txt', '--subscriber', 'lusa')).toEqual(['lusa fr']);
    expect(await ask('--since', '0s')).toEqual([]);
    expect(await ask('--dead')).toEqual([]);
    expect(await ask('--limit', '2')).toHaveLength(2);

    const { out } = await wiredesk('deliveries', '--subscriber', 'lusa', '--desk', desk.root);
    expect(out).toMatch(/^Finished +Subscriber +Event/);
    expect(out).toMatch(/lusa +\d +published v1 +Senegal passes budget +ok 201 +1 +\d+\n/);
  });

  it('shows a dead letter with the words of the endpoint that refused it', async () => {
    const desk = await scene();
    await desk.add('lusa');
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(0);
    await using store = await openSqliteStore(join(desk.root, 'wire', 'wire.sqlite'));
    const [delivered] = await store.subscribers.receipts(1, 1);
    if (delivered === undefined) throw new Error('nothing was delivered');
    const answer = 'no\u001B[2J dateline\n' + 'x'.repeat(200);
    const dead = { ...delivered, outcome: 'dead', status: 422, reason: 'HTTP 422', answer } as const;
    await store.subscribers.record({ progress: new Map(), receipts: [dead] });
    const { out } = await wiredesk('deliveries', '--dead', '--desk', desk.root);
    expect(out).toMatch(/DEAD 422 +1 +\d+ +HTTP 422: no.{0,8}\[2J dateline x+…\n$/);
    expect(out).not.toContain('\u001B[2J');
    const { out: json } = await wiredesk('deliveries', '--dead', '--json', '--desk', desk.root);
    expect(JSON.parse(json)).toMatchObject([{ reason: 'HTTP 422', answer }]);
  });

  it.each([
    [['--since', 'yesterday'], 'such as 90s, 15m, 2h or 3d'],
    [['--subscriber', 'nobody'], 'there is no subscriber "nobody"'],
    [['--story', 'nothing'], 'no story on the wire is named "nothing"'],
    [['--limit', '0'], 'write a number from 1'],
  ])('says what is wrong with %j', async (words, message) => {
    const { root } = await deskFolder();
    const { code, err } = await wiredesk('deliveries', ...words, '--desk', root);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('wiredesk stories show', () => {
  it(
    'tells a story’s versions, who has which, and that a removed subscriber still has it',
    { timeout: 300_000 },
    async () => {
      const desk = await scene();
      await desk.add('lusa');
      await desk.save('budget.txt', copyOf('Senegal passes budget'));
      await wiredesk('publish', '--desk', desk.root);
      await desk.add('late');
      await wiredesk('subscribers', 'remove', 'lusa', '--desk', desk.root);
      await desk.save('budget.txt', copyOf('Senegal passes its budget'));
      await wiredesk('publish', '--desk', desk.root);
      const { out } = await wiredesk('stories', 'show', 'budget', '--receivers', '--desk', desk.root);
      expect(out).toMatch(/^urn:newsml:panapress\.com:20210610:budget +stories\/budget\.txt\nVersion/);
      expect(out).toMatch(/\n1 +usable +2021-06-10T00:00:00Z +Senegal passes budget\n2 +usable .* its budget\n/);
      expect(out).toMatch(/\n\(removed, number 1\) +1\nlate +2\n$/);
      const json = await wiredesk('stories', 'show', 'budget', '--receivers', '--json', '--desk', desk.root);
      expect(JSON.parse(json.out)).toMatchObject({
        versions: [{ version: 1 }, { version: 2 }],
        receivers: [{}, { name: 'late' }],
      });
      expect((await wiredesk('stories', 'show', 'nothing', '--desk', desk.root)).err).toContain('no story on the wire');
    },
  );
});

describe('wiredesk subscribers match', () => {
  it(
    'says who would get a story and why not the others, for a file that is not out and for one on the wire',
    { timeout: 300_000 },
    async () => {
      const desk = await scene();
      await desk.add('all');
      await desk.add('french', '--filter', 'language=fr', '--filter', 'urgency=3');
      await desk.add('paused', '--filter', 'place=SN');
      await wiredesk('subscribers', 'pause', 'paused', '--desk', desk.root);
      await desk.save('deep/budget.txt', copyOf('Senegal passes budget'));

      const { out } = await wiredesk('subscribers', 'match', 'deep/budget.txt', '--desk', desk.root);
      expect(out).toMatch(/^Senegal passes budget\nName/);
      expect(out).toMatch(/\nall +yes\n/);
      expect(out).toMatch(
        /\nfrench +no +language: wants fr, the story has en; urgency: wants 3 or more urgent, the story has 5\n/,
      );
      expect(out).toMatch(/\npaused +once resumed +paused: it waits for wiredesk subscribers resume paused\n/);

      await wiredesk('publish', '--desk', desk.root);
      const guid = 'urn:newsml:panapress.com:20210610:budget';
      for (const named of ['budget', guid, join(desk.stories, 'deep', 'budget.txt')]) {
        const answer = await wiredesk('subscribers', 'match', named, '--json', '--desk', desk.root);
        expect(JSON.parse(answer.out)).toMatchObject({
          guid,
          headline: 'Senegal passes budget',
          subscribers: [
            { name: 'all', state: 'active', matches: true, disagreements: [] },
            { name: 'french', matches: false, disagreements: [{ field: 'language' }, { field: 'urgency' }] },
            { name: 'paused', state: 'paused', matches: true },
          ],
        });
      }
    },
  );

  it('says who waits for the end of an embargo', { timeout: 300_000 }, async () => {
    const desk = await scene();
    await desk.add('all');
    await desk.add('trusted', '--trusted');
    await desk.save('a.txt', `---\nembargo: 2099-01-01T00:00:00Z\n---\n${copyOf('Merger of the banks')}`);
    for (const named of ['a.txt', 'on the wire']) {
      const { out } = await wiredesk('subscribers', 'match', 'a.txt', '--desk', desk.root);
      expect(out, named).toMatch(/\nall +later +not trusted with embargoes: it waits for 2099-01-01T00:00:00Z\n/);
      expect(out, named).toMatch(/\ntrusted +yes/);
      await wiredesk('publish', '--desk', desk.root);
    }
  });

  it(
    'says of a killed story who has its text, whatever they want and whenever they were added',
    { timeout: 300_000 },
    async () => {
      const desk = await scene();
      await desk.add('all');
      await desk.save('a.txt', copyOf('Merger of the banks'));
      await wiredesk('publish', '--desk', desk.root);
      await desk.add('late');
      await wiredesk('subscribers', 'change', 'all', '--language', 'fr', '--desk', desk.root);
      await wiredesk('kill', 'a', '--reason', 'No merger.', '--desk', desk.root);
      for (const named of ['a', 'a.txt']) {
        const { out } = await wiredesk('subscribers', 'match', named, '--desk', desk.root);
        expect(out).toMatch(/It was killed: .*\n.*\nName +Gets it\nall +yes\nlate +no +never had the text\n$/);
      }
    },
  );

  it('says what is wrong with a file, and that a name is nobody’s', async () => {
    const desk = await scene();
    await desk.save('empty.txt', '');
    const empty = await wiredesk('subscribers', 'match', 'empty.txt', '--desk', desk.root);
    expect([empty.code, empty.err]).toEqual([1, expect.stringContaining('stories/empty.txt')]);
    const outside = await wiredesk('subscribers', 'match', '../wiredesk.yaml', '--desk', desk.root);
    expect([outside.code, outside.err]).toEqual([1, expect.stringContaining('no story on the wire')]);
  });
});
