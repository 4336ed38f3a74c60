/** What every store must do where a caller commits much at once. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { commitOf, guidOf } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

export function togetherContract(open: StoreUnderTest['open']): void {
  it('what is committed together is seen by the next of it, and by others when all of it is on disk', async () => {
    await using store = await open();
    const events = await store.together(async () => {
      const [first] = await store.log.append([commitOf('a')]);
      expect(await store.stories.withGuid(guidOf('a'))).toMatchObject({ version: 1 });
      const [second] = await store.log.append([commitOf('a', 2)]);
      await store.setNote('of all', 'this');
      return [first?.seq, second?.seq];
    });
    expect(events).toEqual([1, 2]);
    expect((await store.log.head())?.seq).toBe(2);
    expect(await store.note('of all')).toBe('this');
  });

  it('of what is committed together one commit that is refused takes nothing along', async () => {
    await using store = await open();
    await store.together(async () => {
      await store.log.append([commitOf('a')]);
      await expect(store.log.append([commitOf('b'), commitOf('a')])).rejects.toMatchObject({
        code: 'version-conflict',
      });
      await store.log.append([commitOf('c')]);
    });
    expect(await store.stories.withGuid(guidOf('b'))).toBeUndefined();
    expect((await store.log.after(0, 10)).map(({ guid }) => guid)).toEqual([guidOf('a'), guidOf('c')]);
  });

  it('work that throws commits nothing', async () => {
    await using store = await open();
    const failing = store.together(async () => {
      await store.log.append([commitOf('a')]);
      throw new Error('given up');
    });
    await expect(failing).rejects.toThrow('given up');
    expect(await store.log.head()).toBeUndefined();
    await store.log.append([commitOf('a')]);
    expect((await store.log.head())?.seq).toBe(1);
  });

  it('whoever else asks meanwhile sees only what stays, and what they commit stays though the work throws', async () => {
    await using store = await open();
    const begun = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const failing = store.together(async () => {
      await store.log.append([commitOf('a')]);
      begun.resolve();
      await asked.promise;
      await store.log.append([commitOf('b')]);
      throw new Error('given up');
    });
    await begun.promise;
    const seen = await store.log.head();
    await store.log.append([commitOf('c')]);
    asked.resolve();
    await expect(failing).rejects.toThrow('given up');
    expect(seen?.guid).toBe(guidOf('a'));
    expect((await store.log.after(0, 10)).map(({ guid }) => guid)).toEqual([guidOf('a'), guidOf('c')]);
  });

  it('one who gives up takes nothing from another who commits together at the same time', async () => {
    await using store = await open();
    const [begun, committed, ended] = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const failing = store.together(async () => {
      await store.log.append([commitOf('a')]);
      begun?.resolve();
      await committed?.promise;
      throw new Error('given up');
    });
    await begun?.promise;
    const other = store.together(async () => {
      await store.log.append([commitOf('b')]);
      committed?.resolve();
      await ended?.promise;
      await store.log.append([commitOf('c')]);
    });
    await expect(failing).rejects.toThrow('given up');
    ended?.resolve();
    await other;
    expect((await store.log.after(0, 10)).map(({ guid }) => guid)).toEqual(['a', 'b', 'c'].map(guidOf));
  });

  it('two who commit together at the same time keep out of each other’s way', async () => {
    await using store = await open();
    const all = async (name: string): Promise<void> =>
      store.together(async () => {
        for (let version = 1; version <= 5; version += 1) {
          await store.log.append([commitOf(name, version)]);
          await nextTurn();
        }
      });
    await Promise.all([all('a'), all('b')]);
    const events = await store.log.after(0, 20);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const name of ['a', 'b']) {
      expect(events.filter(({ guid }) => guid === guidOf(name)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    }
  });
}
