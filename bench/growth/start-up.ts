/** `wiredesk start` as a process of its own: how soon it delivers, and what it then holds in memory. */
import { setTimeout as sleep } from 'node:timers/promises';

import { eventually, launch } from '../../scripts/command-line.ts';
import { commitOf, storyOf } from '../material.ts';
import { residentMegabytes } from '../measure/process-use.ts';
import { inRounds, of } from '../measure/rounds.ts';
import type { OpenReceiver } from '../processes/open.ts';
import type { Bench } from '../section.ts';
import { append, sectionOf } from './long-log.ts';

export type StartUp = { readonly firstDeliveryMs: number; readonly megabytes: number };

export type StartUpOf = {
  readonly receiver: OpenReceiver;
  /** Desks with the same log, and few or many subscribers. */
  readonly few: string;
  readonly many: string;
};

const DELIVERED_WITHIN_MS = 60_000;
const AT_REST_AFTER_MS = { full: 3_000, quick: 1_000, smoke: 0 } as const;
/** Numbers of stories that no log has yet. */
const FIRST_STORY = 20_000_000;

export async function startUps(
  bench: Bench,
  { receiver, few, many }: StartUpOf,
): Promise<readonly { readonly few: StartUp; readonly many: StartUp }[]> {
  const sides = [
    { name: 'few', run: (round: number) => startUp(bench, receiver, few, FIRST_STORY + round) },
    { name: 'many', run: (round: number) => startUp(bench, receiver, many, FIRST_STORY + round) },
  ];
  const rounds = await inRounds(sides, bench.rounds, (round, results) => {
    const lines = [...results].map(
      ([name, { firstDeliveryMs, megabytes }]) =>
        `${name}: first delivery after ${firstDeliveryMs.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`,
    );
    bench.say(`start-up ${round + 1}: ${lines.join('; ')}`);
  });
  return rounds.map((round) => ({ few: of(round, 'few'), many: of(round, 'many') }));
}

async function startUp({ scale }: Bench, receiver: OpenReceiver, desk: string, story: number): Promise<StartUp> {
  await append(desk, [commitOf(storyOf(story, { section: sectionOf(0) }))]);
  await receiver.ask('keepArrivals');
  const spawnedAt = performance.timeOrigin + performance.now();
  const running = launch(['start', '--desk', desk, '--port', '0', '--log', 'json']);
  try {
    const arrived = await eventually(
      async () => (await receiver.ask('firstArrival')) ?? undefined,
      DELIVERED_WITHIN_MS,
    );
    if (arrived === undefined) throw new Error(`nothing was delivered: ${running.output().slice(-2_000)}`);
    await sleep(AT_REST_AFTER_MS[scale]);
    return { firstDeliveryMs: arrived.at - spawnedAt, megabytes: residentMegabytes(running.process.pid ?? 0) };
  } finally {
    await running.stop();
    await receiver.ask('takeArrivals');
  }
}
