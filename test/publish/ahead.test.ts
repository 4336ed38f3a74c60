import { describe, expect, it } from 'vitest';

import { begunAhead } from '../../src/publish/ahead.ts';

describe('work that is begun ahead', () => {
  it('comes in order, however long each takes, with no more than so many under way', async () => {
    const items = [30, 1, 20, 2, 10, 3];
    let underWay = 0;
    let most = 0;
    const came: number[] = [];
    for await (const { item, result } of begunAhead(items, 2, async (ms) => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setTimeout(resolve, ms));
      underWay -= 1;
      return ms * 2;
    })) {
      expect(await result).toBe(item * 2);
      came.push(item);
    }
    expect(came).toEqual(items);
    expect(most).toBe(3);
  });

  it('fails where it is come to, and nowhere else', async () => {
    const results: unknown[] = [];
    for await (const { result } of begunAhead([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error('two');
      return item;
    })) {
      results.push(await result.catch((error: unknown) => String(error)));
    }
    expect(results).toEqual([1, 'Error: two', 3]);
  });

  it('has ended when whoever asked for it leaves early', async () => {
    const ended: number[] = [];
    for await (const { item } of begunAhead([1, 2, 3, 4], 1, async (each) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.push(each);
    })) {
      if (item === 1) break;
    }
    expect(ended).toContain(2);
    expect(ended).not.toContain(3);
  });
});
