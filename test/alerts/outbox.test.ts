import { expect, it } from 'vitest';

import { outbox } from '../../src/alerts/outbox.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { heldClock } from '../support/held-clock.ts';

const taken: Outcome = { kind: 'delivered', status: 204, durationMs: 3, reason: 'HTTP 204' };
const down: Outcome = { kind: 'endpoint-failed', durationMs: 3, reason: 'connection refused' };
const gone: Outcome = { kind: 'gone', status: 410, durationMs: 3, reason: 'HTTP 410' };

function openOutbox(answer: (item: string, signal: AbortSignal) => Outcome | Promise<Outcome>) {
  const clock = heldClock();
  const start = clock.now();
  const [tries, told, logged]: [string[], string[], unknown[][]] = [[], [], []];
  const { add, close } = outbox<string>({
    async send(item, signal) {
      tries.push(`${item} ${(clock.now() - start) / 1_000}`);
      return answer(item, signal);
    },
    onTold: (item) => told.push(item),
    later: clock.later,
    log: { error: (...line: unknown[]) => void logged.push(line) },
  });
  return { clock, tries, told, logged, add, close };
}

it('alerts go one after the other, each tried a few times before it is given up, which the log says', async () => {
  const { clock, tries, told, logged, add } = openOutbox((item) => (item === 'bad' ? down : taken));
  for (const item of ['a', 'bad', 'b']) add(item);
  await clock.advance(0);
  expect(tries).toEqual(['a 0', 'bad 0']);
  await clock.advance(3_600_000);
  expect(tries).toEqual(['a 0', 'bad 0', 'bad 5', 'bad 35', 'bad 155', 'bad 755', 'b 755']);
  expect(told).toEqual(['a', 'b']);
  expect(logged).toEqual([[{ reason: 'connection refused', tries: 5 }, expect.stringContaining('given up')]]);
  add('c');
  await clock.advance(0);
  expect(told).toEqual(['a', 'b', 'c']);
});

it('a webhook that is gone is not tried again, and too many that wait are left out', async () => {
  const { clock, tries, logged, add } = openOutbox(() => gone);
  for (let count = 0; count < 150; count += 1) add(`alert-${count}`);
  await clock.advance(3_600_000);
  expect(tries).toHaveLength(101);
  expect(logged.filter(([line]) => typeof line === 'string')).toHaveLength(49);
});

it('at the end what waits is tried once more, and no longer than there is time', async () => {
  let isUp = false;
  const first = openOutbox(() => (isUp ? taken : down));
  first.add('a');
  first.add('b');
  await first.clock.advance(1_000);
  isUp = true;
  await first.close(5_000);
  expect(first.told).toEqual(['a', 'b']);

  const never = openOutbox(
    (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(down), { once: true })),
  );
  never.add('a');
  const closed = never.close(5_000);
  await never.clock.advance(5_000);
  await closed;
  expect(never.told).toEqual([]);
  expect(never.logged).toHaveLength(1);
});
