/** Deliveries as the desk runs them: real HTTP, real time, the wire on disk; and the receiver at the other end. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, it, onTestFinished } from 'vitest';

import { startDeliveries, type Deliveries } from '../../src/delivery/delivery.ts';
import { startReceiver } from '../../src/delivery/receiver.ts';
import { newSecret } from '../../src/delivery/signature.ts';
import type { PushDocument } from '../../src/formats/format.ts';
import { sampleDesk } from '../support/stories.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { openFloor, type Floor } from './dispatch-floor.ts';

const log = pino({ level: 'silent' });
const secret = newSecret(randomBytes);
const headline: PushDocument = {
  mediaType: 'application/json; charset=utf-8',
  render: ({ version, story }) => JSON.stringify({ version, headline: story.headline }),
};

function deliveriesFrom({ store }: Floor, ...urls: readonly string[]): Deliveries {
  const ports = urls.map((url) => Number(new URL(url).port));
  const policy = { allow: ['127.0.0.1'], ports, allowHttp: true };
  const formats = new Map([['headline', headline]]);
  const deliveries = startDeliveries({ store, formats, desk: sampleDesk, policy, log });
  onTestFinished(() => deliveries.stop(0));
  return deliveries;
}

it('a story and its update reach a webhook, signed, in order, over one warm connection', async () => {
  const receiver = await webhookReceiver();
  const floor = await openFloor();
  await floor.subscribe('lusa', { url: receiver.url, format: 'headline', secret });
  await floor.publish('a', { headline: 'Élections' });
  const deliveries = deliveriesFrom(floor, receiver.url);
  await receiver.received(1);
  await floor.publish('a', { headline: 'Élections reportées' });
  deliveries.wake();
  await receiver.received(2);
  expect(await deliveries.settle()).toMatchObject({ delivered: 2, failed: 0 });

  const webhook = new Webhook(secret);
  const stories = receiver.requests.map(({ body, headers }) => webhook.verify(body, headers as Record<string, string>));
  expect(stories).toEqual([
    { version: 1, headline: 'Élections' },
    { version: 2, headline: 'Élections reportées' },
  ]);
  expect(receiver.requests.map(({ headers }) => headers['wiredesk-previous-version'])).toEqual([undefined, '1']);
  expect(receiver.requests[0]?.headers['user-agent']).toBe('Wiredesk/0.1.0');
  expect(receiver.connections()).toBe(1);
});

it('sixty-four at a time, to one that is slow and many that are not, without a warning', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const slow = await webhookReceiver(['never']);
  const receiver = await webhookReceiver();
  const floor = await openFloor();
  await floor.subscribe('slow', { url: slow.url, format: 'headline' });
  for (let index = 0; index < 100; index += 1) {
    await floor.subscribe(`subscriber-${index}`, { url: receiver.url, format: 'headline' });
  }
  await floor.publish('a');
  await floor.publish('b');
  const deliveries = deliveriesFrom(floor, receiver.url, slow.url);
  await receiver.received(200);
  await deliveries.stop(0);
  expect((await floor.subscriber('slow')).progress).toEqual({ cursor: 0, failures: 0 });
  expect((await floor.subscriber('subscriber-99')).progress.cursor).toBe(2);
  expect(warnings).toEqual([]);
});

it('what the guard refuses is never reached; its subscriber waits with a reason that shows no address', async () => {
  const receiver = await webhookReceiver();
  const floor = await openFloor();
  const port = new URL(receiver.url).port;
  await floor.subscribe('inside', { url: `http://localhost:${port}/`, format: 'headline' });
  await floor.publish('a');
  const deliveries = deliveriesFrom(floor, `http://127.0.0.1:${Number(port) + 1}/`);
  expect(await deliveries.settle()).toMatchObject({ delivered: 0, failed: 1, waiting: 1 });
  expect(receiver.requests).toEqual([]);
  expect((await floor.subscriber('inside')).progress.lastError).toMatch(/^target refused: port/);
});

it('a receiver that was away gets everything when it is back, and keeps each once though it comes twice', async () => {
  const folder = await temporaryFolder();
  const floor = await openFloor();
  await floor.publish('a', { headline: 'One' });
  await floor.publish('b', { headline: 'Two' });
  const options = { host: '127.0.0.1', port: 0, secrets: [secret], folder, now: Date.now, log };
  await using receiver = await startReceiver(options);
  await floor.subscribe('lusa', { url: receiver.url, format: 'headline', secret });
  expect(await deliveriesFrom(floor, receiver.url).settle()).toMatchObject({ delivered: 2 });

  const lusa = await floor.subscriber('lusa');
  const setBack = new Map([[lusa.id, { cursor: 0, failures: 0 }]]);
  await floor.store.subscribers.record({ progress: setBack, receipts: [] });
  await floor.publish('b', { headline: 'Two, corrected' });
  expect(await deliveriesFrom(floor, receiver.url).settle()).toMatchObject({ delivered: 3 });

  const documents = (await readdir(folder)).filter((name) => !name.endsWith('.headers.json')).sort();
  expect(documents.map((name) => name.replace(/\.evt_\d+_[0-9a-f]{16}\./, '.'))).toEqual([
    '0000000001-a-v1.json',
    '0000000002-b-v1.json',
    '0000000003-b-v2.json',
  ]);
  const texts = await Promise.all(documents.map((name) => readFile(join(folder, name), 'utf8')));
  expect(texts.map((text) => (JSON.parse(text) as { headline: string }).headline)).toEqual([
    'One',
    'Two',
    'Two, corrected',
  ]);
});
