/** A `wiredesk publish` that is told to stop: what is in flight is finished, and nothing is sent twice for it. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

const STORIES = 9;

it('SIGTERM ends it in order: each event arrives once, over this run and the next', { timeout: 300_000 }, async () => {
  let isHeld = true;
  const held: (() => void)[] = [];
  const receiver = await webhookReceiver(() => (response) => {
    const answer = (): void => void response.writeHead(204).end();
    if (isHeld) held.push(answer);
    else answer();
  });
  const port = new URL(receiver.url).port;
  const desk = await deskFolder(`webhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }\n`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', desk.root);
  for (let number = 1; number <= STORIES; number += 1) await desk.save(`${number}.txt`, copyOf(`Story ${number}`));

  const first = startWiredesk('publish', '--json', '--desk', desk.root);
  await receiver.received(1);
  const ended = first.stop('SIGTERM');
  // The process takes notice of it before the answers: it looks for what has come in once at least meanwhile.
  await sleep(700);
  isHeld = false;
  for (const answer of held) answer();
  const { code, out } = await ended;
  const stopped = JSON.parse(out) as { interrupted: boolean; deliveries: { delivered: number; failed: number } };
  const inFlight = receiver.requests.length;
  expect(inFlight).toBeLessThan(STORIES);
  expect([code, stopped.interrupted, stopped.deliveries]).toEqual([
    1,
    true,
    expect.objectContaining({ delivered: inFlight, failed: 0 }),
  ]);

  const second = await wiredesk('publish', '--json', '--desk', desk.root);
  expect([second.code, JSON.parse(second.out)]).toEqual([0, expect.not.objectContaining({ interrupted: true })]);
  const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(STORIES);
  expect(new Set(ids).size).toBe(STORIES);
});

it('a pass forgets receipts that are older than the desk keeps them', { timeout: 300_000 }, async () => {
  const receiver = await webhookReceiver();
  const port = new URL(receiver.url).port;
  const desk = await deskFolder(`
receipts: { keep: 30d }
webhooks: { allow: [127.0.0.1], ports: [${port}], allowHttp: true }
`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', desk.root);
  const publish = async (name: string): Promise<void> => {
    await desk.save(name, copyOf(`Story ${name}`));
    expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(0);
  };
  await publish('a.txt');
  {
    using database = new DatabaseSync(join(desk.root, 'wire', 'wire.sqlite'));
    database.exec("UPDATE receipt SET finished_at = unixepoch('now', '-31 days') * 1000");
  }
  await publish('b.txt');
  const found = await wiredesk('deliveries', '--json', '--desk', desk.root);
  expect(JSON.parse(found.out)).toMatchObject([{ slug: 'b' }]);
  const { out } = await wiredesk('stories', 'show', 'a', '--receivers', '--json', '--desk', desk.root);
  expect(JSON.parse(out)).toMatchObject({ receivers: [{ name: 'lusa', delivered: 1 }] });
});
