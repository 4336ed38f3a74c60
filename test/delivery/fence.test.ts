/** The look at the kills: shared by those who ask before it begins, and by nobody after. */
import { setImmediate } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { fence } from '../../src/delivery/fence.ts';
import type { WireEvent } from '../../src/wire/event.ts';

const HASH = '0'.repeat(64);

function kill(seq: number): WireEvent {
  const hashes = { contentHash: HASH, previousHash: HASH, hash: HASH };
  return {
    seq,
    type: 'story.killed',
    guid: `urn:${seq}`,
    version: 2,
    committedAt: '2026-11-24T12:00:00.000Z',
    ...hashes,
  };
}

function microtasks(): Promise<void> {
  return setImmediate();
}

function scene() {
  const onLog: WireEvent[] = [];
  const begun: (() => void)[] = [];
  const reads: (() => void)[] = [];
  const kills = (seq: number): Promise<readonly WireEvent[]> =>
    new Promise((resolve) => reads.push(() => resolve(onLog.filter((one) => one.seq > seq))));
  const told: number[] = [];
  const killed = fence({
    store: { log: { kills } },
    soon: (run) => begun.push(run),
    onKill: ({ seq }) => told.push(seq),
  });
  return { onLog, begun, reads, told, killed };
}

it('one look does for all who ask before it begins, and sees what was committed until then', async () => {
  const { onLog, begun, reads, told, killed } = scene();
  const looks = [killed.look(), killed.look(), killed.look()];
  onLog.push(kill(4));
  expect(begun).toHaveLength(1);
  begun[0]?.();
  await microtasks();
  expect(reads).toHaveLength(1);
  reads[0]?.();
  await Promise.all(looks);
  expect(told).toEqual([4]);
  expect(killed.isKilled({ guid: 'urn:4', version: 1 })).toBe(true);
});

it('who asks while a look is under way gets one of his own, since that may have missed a kill', async () => {
  const { onLog, begun, reads, told, killed } = scene();
  const first = killed.look();
  begun[0]?.();
  await microtasks();
  reads[0]?.();
  await first;
  const [second, third] = [killed.look(), killed.look()];
  begun[1]?.();
  await microtasks();
  const fourth = killed.look();
  reads[1]?.();
  onLog.push(kill(9));
  await Promise.all([second, third]);
  expect(told).toEqual([]);
  begun[2]?.();
  await microtasks();
  reads[2]?.();
  await fourth;
  expect(told).toEqual([9]);
});
