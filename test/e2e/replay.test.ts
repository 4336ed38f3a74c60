/** What is out already, for a new subscriber and once more for an old one. */
import { expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

async function scene() {
  const receiver = await webhookReceiver();
  const port = new URL(receiver.url).port;
  const desk = await deskFolder(`
http: { port: ${await freePort()} }
webhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }
`);
  const subscribers = (command: string, ...words: string[]) =>
    wiredesk('subscribers', command, ...words, '--desk', desk.root);
  /** Number and `webhook-id` of what came to a path, in the order of arrival. */
  const arrived = (path: string): string[] =>
    receiver.requests
      .filter((request) => request.path === path)
      .map(({ headers }) => [headers['wiredesk-sequence'], headers['webhook-id']].join(' '));
  return {
    ...desk,
    subscribers,
    arrived,
    add: (name: string, ...words: string[]) =>
      subscribers('add', name, `http://127.0.0.1:${port}/${name}`, '--format', 'ninjs', ...words),
    publish: () => wiredesk('publish', '--desk', desk.root),
    start: async () => {
      const running = startWiredesk('start', '--desk', desk.root);
      await running.printed(/Ctrl-C stops it/);
      return running;
    },
    untilArrived: (path: string, count: number) =>
      eventually(() => (arrived(path).length >= count ? arrived(path) : undefined)),
  };
}

it(
  'a new subscriber first gets what is out already, as far back as it was promised, also from a running desk',
  { timeout: 300_000 },
  async () => {
    const desk = await scene();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.save('b.txt', copyOf('Story B'));
    await desk.publish();
    const running = await desk.start();
    expect((await desk.add('all', '--backfill', 'all')).out).toContain('and what is out already (all)');
    expect((await desk.add('day', '--backfill', '24h')).code).toBe(0);
    expect((await desk.add('none', '--backfill', '0s')).code).toBe(0);
    const wrong = await desk.add('wrong', '--backfill', 'yesterday');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('such as 90s, 15m, 2h or 3d')]);
    expect(await desk.untilArrived('/all', 2)).toHaveLength(2);
    expect(await desk.untilArrived('/day', 2)).toHaveLength(2);
    await desk.save('c.txt', copyOf('Story C'));
    expect(await desk.untilArrived('/none', 1)).toEqual([expect.stringMatching(/^3 evt_3_/)]);
    expect((await desk.untilArrived('/all', 3))?.map((each) => each.slice(0, 2))).toEqual(['1 ', '2 ', '3 ']);
    await running.stop();
  },
);

it(
  'events are sent again under the same webhook-id, while the desk runs and while it does not',
  { timeout: 300_000 },
  async () => {
    const desk = await scene();
    await desk.add('lusa');
    for (const name of ['a', 'b', 'c']) {
      await desk.save(`${name}.txt`, copyOf(`Story ${name}`));
      await desk.publish();
    }
    const first = desk.arrived('/lusa');
    expect(first).toHaveLength(3);

    const running = await desk.start();
    expect((await desk.subscribers('replay', 'lusa', '--seq', '2')).out).toBe(
      'lusa is owed 2 events from there on; they are sent at once where the desk runs, else when it does.\n',
    );
    expect(await desk.untilArrived('/lusa', 5)).toEqual([...first, ...first.slice(1)]);
    expect((await desk.subscribers('replay', 'lusa', '--story', 'b.txt')).out).toContain('goes to lusa at once');
    expect((await desk.untilArrived('/lusa', 6))?.slice(5)).toEqual(first.slice(1, 2));
    await running.stop();

    const all = await desk.subscribers('replay', 'lusa', '--since', '1h', '--json');
    expect(JSON.parse(all.out)).toEqual({
      name: 'lusa',
      cursor: 0,
      owed: { events: 3, isMore: false, withdrawals: 0 },
    });
    // Set back twice before anything was sent: the further place counts.
    expect((await desk.subscribers('replay', 'lusa', '--since', '0s')).out).toContain('is owed 3 events from there on');
    await desk.start();
    expect((await desk.untilArrived('/lusa', 9))?.slice(6)).toEqual(first);

    expect((await wiredesk('kill', 'c', '--reason', 'It was wrong.', '--desk', desk.root)).code).toBe(0);
    const kill = (await desk.untilArrived('/lusa', 10))?.slice(9);
    expect((await desk.subscribers('replay', 'lusa', '--seq', '4')).out).toBe(
      'lusa is owed 1 kill or hold of what it has from there on; they are sent at once where the desk runs, else when it does.\n',
    );
    expect((await desk.untilArrived('/lusa', 11))?.slice(10)).toEqual(kill);
  },
);

it.each([
  [[], 'say one thing to send again'],
  [['--seq', '1', '--since', '2h'], 'say one thing to send again'],
  [['--story', 'nothing'], 'no story on the wire is named'],
  [['--seq', '9'], 'is no event of this log'],
  [['--since', '2 hours'], 'such as 90s'],
])('replay with %j says what is wrong', async (words, message) => {
  const desk = await scene();
  await desk.add('lusa');
  const { code, err } = await desk.subscribers('replay', 'lusa', ...words);
  expect([code, err]).toEqual([1, expect.stringContaining(message)]);
});
