/** What follows an act on the wire, whoever else is at work on the desk. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { pino } from 'pino';
import { expect, it } from 'vitest';

import { bringOut } from '../../src/desk/bring-out.ts';
import { lockDelivery, noteStopping, PUBLISH, START } from '../../src/desk/locks.ts';
import { openDesk } from '../../src/desk/open-desk.ts';
import { killNamed } from '../../src/desk/story-acts.ts';
import { storyNamed } from '../../src/desk/story-named.ts';
import { eventually, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver, type ScriptedAnswer } from '../support/webhook-receiver.ts';

const quiet = pino({ enabled: false });

/** A story that a subscriber has. */
async function published(answers: readonly ScriptedAnswer[] = [204]) {
  const receiver = await webhookReceiver(answers);
  const folder = await deskFolder(`\nwebhooks: { allow: [127.0.0.1], ports: [${receiver.port}], allowHttp: true }\n`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', folder.root);
  await folder.save('budget.txt', copyOf('Senegal passes budget'));
  await wiredesk('publish', '--desk', folder.root);
  return { ...folder, receiver };
}

/** It is killed: on the wire, and not brought out yet. */
async function killed() {
  const { receiver, ...folder } = await published();
  const desk = await openDesk(folder.root);
  await killNamed(desk, await storyNamed(desk, 'budget'), { reason: 'It was wrong.' });
  return { desk, receiver, rss: () => readFile(join(folder.feeds, 'rss.xml'), 'utf8') };
}

it('is left to the desk that runs: it sees the wire by itself', async () => {
  const { desk: opened, rss } = await killed();
  await using desk = opened;
  using _running = await lockDelivery(desk.folders, START);
  expect(await bringOut(desk, 'wiredesk kill', quiet)).toEqual({ leftTo: `wiredesk start, process ${process.pid}` });
  expect(await rss()).not.toContain('It was wrong.');
});

it.each([
  ['a wiredesk publish', PUBLISH],
  ['a desk that is stopping', START],
])('is not left to %s, which may have looked at the log for the last time', async (_, command) => {
  const { desk: opened, receiver, rss } = await killed();
  await using desk = opened;
  const other = await lockDelivery(desk.folders, command);
  if (command === START && other !== undefined) noteStopping(other);
  const bringing = bringOut(desk, 'wiredesk kill', quiet);
  expect(await eventually(async () => ((await rss()).includes('It was wrong.') ? true : undefined))).toBe(true);
  other?.[Symbol.dispose]();
  expect(await bringing).toMatchObject({ deliveries: { delivered: 1, failed: 0 } });
  expect(receiver.requests.at(-1)?.headers['wiredesk-event']).toBe('story.killed');
});

it('waits for the end of a desk that was told to stop, and then reaches who has the story', async () => {
  // What is on its way when a desk stops has five seconds.
  const { root, save, receiver } = await published([204, 'never', 204]);
  await using desk = await openDesk(root);
  const running = startWiredesk('start', '--port', '0', '--desk', root);
  await running.printed(/Ctrl-C stops it/);
  await save('vote.txt', copyOf('Parliament votes'));
  await receiver.received(2);
  const stopped = running.stop();
  await running.printed(/stopping: what is in flight is finished/);
  await killNamed(desk, await storyNamed(desk, 'budget'), { reason: 'It was wrong.' });
  expect(await bringOut(desk, 'wiredesk kill', quiet)).toMatchObject({ deliveries: { failed: 0 } });
  const events = receiver.requests.slice(2).map(({ headers }) => headers['wiredesk-event']);
  expect(new Set(events)).toEqual(new Set(['story.killed', 'story.published']));
  expect((await stopped).code).toBe(0);
});

it('reaches who has the story also where feeds/ cannot be written, which is told', async () => {
  const { root, feeds, receiver } = await published();
  // Whoever runs the tests, root or not: where the folder of the story pages must be, a file lies.
  await rm(join(feeds, 'stories'), { recursive: true });
  await writeFile(join(feeds, 'stories'), 'in the way');
  const { code, out } = await wiredesk('kill', 'budget', '--reason', 'It was wrong.', '--desk', root);
  expect(receiver.requests.at(-1)?.headers['wiredesk-event']).toBe('story.killed');
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(
      /^story\.killed .*\n1 subscriber has it.*\nFEEDS ARE NOT WRITTEN: feeds\/\S+ cannot be written: .*move it away\. Then: wiredesk publish\n0 documents written in feeds\/; 1 subscribers told\.\n$/,
    ),
  ]);
});
