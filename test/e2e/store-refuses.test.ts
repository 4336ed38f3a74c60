/** A desk whose store refuses while it publishes and delivers: nothing acknowledged is lost, and it recovers by itself. */
import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { eventually, startWiredeskOnRefusingStore, wiredesk, type RunningOnStore } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import type { StoreMood } from '../support/refusing-store.ts';
import { webhookReceiver, type ScriptedAnswer, type WebhookReceiver } from '../support/webhook-receiver.ts';

const WINDOW = 4;
const STORIES = 12;
const RECOVERED_WITHIN_MS = 60_000;

type Scene = {
  readonly desk: DeskFolder;
  readonly receiver: WebhookReceiver;
  readonly answer: (with_: ScriptedAnswer) => void;
  readonly start: () => Promise<RunningOnStore & { readonly health: () => Promise<number> }>;
  /** The last event that is really on the wire. */
  readonly head: () => Promise<number>;
  /** Saves so many stories, and returns at once. */
  readonly save: (name: string, count: number) => Promise<void>;
};

async function scene(): Promise<Scene> {
  let answer: ScriptedAnswer = 204;
  const receiver = await webhookReceiver(() => answer);
  const desk = await deskFolder(`\nwebhooks: { allow: [127.0.0.1], ports: [${receiver.port}], allowHttp: true }\n`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', desk.root);
  return {
    desk,
    receiver,
    answer: (next) => (answer = next),
    async start() {
      const running = startWiredeskOnRefusingStore('start', '--port', '0', '--log', 'json', '--desk', desk.root);
      const [, url] = await running.printed(/(http:\/\/localhost:\d+\/)/);
      return { ...running, health: async () => (await fetch(`${url}healthz`)).status };
    },
    async head() {
      await using store = await openSqliteStore(join(desk.root, 'wire', 'wire.sqlite'));
      return (await store.log.head())?.seq ?? 0;
    },
    async save(name, count) {
      // More than the pages that are free in it can take.
      const paragraph = 'The council met on Monday. '.repeat(3_000);
      for (let index = 0; index < count; index += 1) {
        await desk.save(`${name}-${index}.txt`, copyOf(`Story ${name} ${index}`, paragraph));
      }
    },
  };
}

async function untilHealthIs(status: number, health: () => Promise<number>): Promise<void> {
  const isSo = async () => ((await health()) === status ? true : undefined);
  expect(await eventually(isSo, RECOVERED_WITHIN_MS)).toBe(true);
}

function slugs({ requests }: WebhookReceiver): readonly string[] {
  return requests.map(({ headers }) => String(headers['wiredesk-guid']).replace(/^.*:/, ''));
}

describe('while the store is', () => {
  it.each<{ mood: StoreMood; message: RegExp }>([
    { mood: 'full', message: /the pass failed and will be tried again: the disk is full; free some space/ },
    {
      mood: 'read-only',
      message: /the pass failed and will be tried again: the wire cannot be written; check the owner/,
    },
  ])(
    '$mood nothing is published nor said to be; then all of it is',
    { timeout: 300_000 },
    async ({ mood, message }) => {
      const { desk, receiver, start, head, save } = await scene();
      const running = await start();
      await save('before', 2);
      await receiver.received(2);
      await untilHealthIs(200, running.health);

      await running.storeIs(mood);
      await save('during', 3);
      await running.printed(message);
      await untilHealthIs(503, running.health);
      expect(await head()).toBe(2);
      expect(running.output()).not.toMatch(/"new":[1-9].*published.*"new"/);
      expect(slugs(receiver).toSorted()).toEqual(['before-0', 'before-1']);

      await running.storeIs('well');
      await receiver.received(5);
      await untilHealthIs(200, running.health);
      expect(await head()).toBe(5);
      expect(slugs(receiver).slice(2).toSorted()).toEqual(['during-0', 'during-1', 'during-2']);
      const isWritten = async () => ((await readdir(join(desk.feeds, 'stories'))).length === 5 ? true : undefined);
      expect(await eventually(isWritten, RECOVERED_WITHIN_MS)).toBe(true);
      expect((await running.stop()).code).toBe(0);
    },
  );
});

/** A window of stories has arrived and been acknowledged, and the desk can note none of it. */
async function unrecorded(): Promise<Scene & { readonly running: RunningOnStore }> {
  const set = await scene();
  const held: ServerResponse[] = [];
  set.answer((response) => held.push(response));
  const running = await set.start();
  await set.save('story', STORIES);
  await set.receiver.received(WINDOW);
  await eventually(async () => ((await set.head()) === STORIES ? true : undefined));
  await running.storeIs('read-only');
  set.answer(204);
  for (const response of held) response.writeHead(204).end();
  await running.printed(/deliveries cannot be recorded: they wait/);
  // The second refusal comes a second after the first: time enough for a further story, were one sent.
  await running.printed(/"troubles":2,"msg":"deliveries cannot be recorded/);
  expect(set.receiver.requests).toHaveLength(WINDOW);
  return { ...set, running };
}

describe('while deliveries cannot be recorded', () => {
  it('a window goes out and no more, and none of it twice', { timeout: 300_000 }, async () => {
    const { receiver, running } = await unrecorded();
    await running.storeIs('well');
    await receiver.received(STORIES);
    expect((await running.stop()).code).toBe(0);
    expect(slugs(receiver).toSorted()).toEqual([...new Set(slugs(receiver))].toSorted());
    expect(running.output()).toContain('deliveries are recorded again');
  });

  it('a desk that is killed then sends that window again, under the same ids', { timeout: 300_000 }, async () => {
    const { receiver, running, start } = await unrecorded();
    await running.stop('SIGKILL');
    const next = await start();
    await eventually(() => (new Set(slugs(receiver)).size === STORIES ? true : undefined), RECOVERED_WITHIN_MS);
    expect((await next.stop()).code).toBe(0);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(STORIES);
    expect(ids.length - STORIES).toBeLessThanOrEqual(WINDOW);
  });

  it('a desk that is stopped then ends with an error that says why', { timeout: 300_000 }, async () => {
    const { running } = await unrecorded();
    const { code, err } = await running.stop();
    expect([code, err]).toEqual([1, expect.stringMatching(/^wiredesk: the wire cannot be written; check the owner/m)]);
  });
});
