/** `feeds/` that cannot be written costs its readers the news, and the subscribers nothing. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { eventually, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { webhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

async function scene(): Promise<{ readonly desk: DeskFolder; readonly receiver: WebhookReceiver }> {
  const receiver = await webhookReceiver();
  const desk = await deskFolder(`\nwebhooks: { allow: [127.0.0.1], ports: [${receiver.port}], allowHttp: true }\n`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', desk.root);
  return { desk, receiver };
}

/** Whoever runs the tests, root or not: where the folder of the story pages must be, a file lies. */
async function block({ feeds }: DeskFolder): Promise<void> {
  await mkdir(feeds, { recursive: true });
  await rm(join(feeds, 'stories'), { recursive: true, force: true });
  await writeFile(join(feeds, 'stories'), 'in the way');
}

it('wiredesk publish says so and fails, has the story on the wire, and delivers it', async () => {
  const { desk, receiver } = await scene();
  await block(desk);
  await desk.save('budget.txt', copyOf('Senegal passes budget'));
  const { code, err } = await wiredesk('publish', '--desk', desk.root);
  expect([code, err]).toEqual([1, expect.stringContaining('a file is where a folder must be; move it away')]);
  expect(receiver.requests).toHaveLength(1);

  await rm(join(desk.feeds, 'stories'));
  expect((await wiredesk('publish', '--desk', desk.root)).code).toBe(0);
  expect(await readdir(join(desk.feeds, 'stories'))).toEqual(['budget']);
  expect(receiver.requests).toHaveLength(1);
});

it('a running desk says so, delivers all the same, and writes feeds/ by itself once it can', async () => {
  const { desk, receiver } = await scene();
  await block(desk);
  const running = startWiredesk('start', '--port', '0', '--log', 'json', '--desk', desk.root);
  const [, url] = await running.printed(/(http:\/\/localhost:\d+\/)/);
  await desk.save('budget.txt', copyOf('Senegal passes budget'));
  await receiver.received(1);
  await running.printed(/the pass failed and will be tried again: feeds\/\S+ cannot be written/);
  const health = async () => (await fetch(`${url}healthz`)).status;
  expect(await eventually(async () => ((await health()) === 503 ? true : undefined))).toBe(true);

  await rm(join(desk.feeds, 'stories'));
  expect(await eventually(async () => ((await health()) === 200 ? true : undefined))).toBe(true);
  expect(await readdir(join(desk.feeds, 'stories'))).toEqual(['budget']);
  expect(receiver.requests).toHaveLength(1);
  expect((await running.stop()).code).toBe(0);
});
