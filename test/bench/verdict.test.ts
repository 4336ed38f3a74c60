import { describe, expect, test } from 'vitest';

import { inRounds } from '../../bench/measure/rounds.ts';
import { median, quantile } from '../../bench/measure/statistics.ts';
import { judge } from '../../bench/measure/verdict.ts';
import { forMarkdown } from '../../bench/report/table.ts';
import { atLeast, atMost, neverAbove } from '../../bench/section.ts';

const figure = (...rounds: number[]) => ({ name: 'ratio', unit: '', rounds });

describe('a figure and its target', () => {
  test('the median decides', () => {
    expect(judge(figure(0.9, 2, 0.96), atLeast(0.95))).toMatchObject({ median: 0.96, isMet: true });
    expect(judge(figure(0.9, 2, 0.94), atLeast(0.95)).isMet).toBe(false);
    expect(judge(figure(1, 9, 1.2), atMost(1.2)).isMet).toBe(true);
    expect(judge(figure(1, 9, 1.3), atMost(1.2)).isMet).toBe(false);
  });

  test('where no round may miss it, the worst decides', () => {
    expect(judge(figure(1, 2, 1), neverAbove(2)).isMet).toBe(true);
    expect(judge(figure(1, 2.1, 1), neverAbove(2)).isMet).toBe(false);
  });

  test('what was not measured is no figure', () => {
    expect(() => judge(figure())).toThrow('was not measured');
    expect(() => judge(figure(1, Number.NaN))).toThrow('was not measured');
  });

  test('a missed target is shown as missed', () => {
    const figures = [judge(figure(3, 3, 3), atMost(1.2)), judge({ name: 'other', unit: 'ms', rounds: [1234] })];
    const circumstances = { date: '2026-11-25T00:00:00Z', commit: 'abc', node: '', cores: 2, processor: '' };
    const where = { ...circumstances, memoryGib: 24, fileSystem: '' };
    const outcome = { name: 'raw', title: '', method: '', figures, skipped: [], seconds: 1, scale: 'full' } as const;
    const page = forMarkdown({ ...outcome, circumstances: where });
    expect(page).toContain('| ratio | 3 | 3 – 3 | ≤ 1.2 | MISSED |');
    expect(page).toContain('| other | 1,234 ms | 1,234 – 1,234 |  |  |');
  });
});

describe('statistics', () => {
  test('the median of an even count is between the middle two', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([5])).toBe(5);
  });

  test('a quantile is one of the values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile(values, 0.5)).toBe(50);
    expect(quantile([7], 0.99)).toBe(7);
  });
});

test('each round begins with another side', async () => {
  const order: string[] = [];
  const side = (name: string) => ({
    name,
    run: async (round: number) => {
      order.push(`${name}${round}`);
      return round;
    },
  });
  const rounds = await inRounds([side('a'), side('b'), side('c')], 3, () => undefined);
  expect(order.join(' ')).toBe('a0 b0 c0 b1 c1 a1 c2 a2 b2');
  expect(rounds.map((round) => round.get('b'))).toEqual([0, 1, 2]);
});
