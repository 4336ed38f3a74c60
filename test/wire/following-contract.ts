/** What deliveries start from, and how they learn what has changed: the same for every store. */
import { expect, it } from 'vitest';

import type { Store } from '../../src/wire/store.ts';
import { commitOf, guidOf, newSubscriber } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

export function followingContract(open: StoreUnderTest['open']): void {
  it('the checkpoint stands for the cursor of whoever keeps up, and of nobody else', async () => {
    await using store = await open();
    const [ahead, behind] = [await added(store, 'ahead'), await added(store, 'behind')];
    await progress(store, ahead, { cursor: 8, keepsUp: true });
    await progress(store, behind, { cursor: 8 });
    await store.subscribers.record({ progress: new Map(), receipts: [], checkpoint: 20 });
    // It is never set back.
    await store.subscribers.record({ progress: new Map(), receipts: [], checkpoint: 12 });
    expect((await store.subscribers.all()).map(({ progress: { cursor } }) => cursor)).toEqual([20, 8]);
    expect((await store.subscribers.withIds([behind, ahead])).map(({ isBehind }) => isBehind)).toEqual([false, true]);
  });

  it('who is paused or set back stays where it was while the checkpoint moves on', async () => {
    await using store = await open();
    const ids = [await added(store, 'paused'), await added(store, 'replayed'), await added(store, 'late')];
    for (const id of ids) await progress(store, id, { cursor: 8, keepsUp: true });
    await store.subscribers.record({ progress: new Map(), receipts: [], checkpoint: 20 });
    const [paused = 0, replayed = 0, late = 0] = ids;
    await store.subscribers.setState(paused, 'paused');
    expect((await store.subscribers.setBack(replayed, 15)).progress.cursor).toBe(15);
    await store.subscribers.setState(late, 'paused');
    // It was on its way when the operator paused it.
    await progress(store, late, { cursor: 21, keepsUp: true });
    await store.subscribers.record({ progress: new Map(), receipts: [], checkpoint: 30 });
    await store.subscribers.resume(late, 0);
    expect((await store.subscribers.all()).map(({ progress: { cursor } }) => cursor)).toEqual([20, 15, 21]);
  });

  it('what was sent beyond a cursor is kept with it, until it is written without or set back', async () => {
    await using store = await open();
    const [lusa, ips] = [await added(store, 'lusa', 0), await added(store, 'ips', 0)];
    const one = { cursor: 1, sentAhead: [3, 4], failures: 0 };
    const progressOfBoth = new Map([lusa, ips].map((id) => [id, one]));
    await store.subscribers.record({ progress: progressOfBoth, receipts: [] });
    for (const { progress: kept } of await store.subscribers.all()) expect(kept).toEqual(one);
    await store.subscribers.setState(ips, 'paused');
    await store.subscribers.resume(ips, 0);
    expect((await store.subscribers.withName('ips'))?.progress).toEqual(one);
    expect((await store.subscribers.setBack(ips, 1)).progress).toEqual({ cursor: 1, failures: 0 });
    await progress(store, lusa, { cursor: 4 });
    expect((await store.subscribers.withName('lusa'))?.progress).toEqual({ cursor: 4, failures: 0 });
  });

  it('the census has who is active, and says who may be owed something', async () => {
    await using store = await open();
    await store.log.append([commitOf('a')]);
    const names = ['idle', 'new', 'paused', 'lane', 'asked'];
    const ids = new Map<string, number>();
    for (const name of names) ids.set(name, await added(store, name, name === 'new' ? 0 : 7));
    const idOf = (name: string) => ids.get(name) ?? 0;
    for (const name of ['idle', 'lane', 'asked']) await progress(store, idOf(name), { cursor: 1, keepsUp: true });
    await store.subscribers.setState(idOf('paused'), 'paused');
    const lane = { subscriberId: idOf('lane'), guid: guidOf('a'), event: { seq: 1, version: 1 } };
    const lanes = [{ ...lane, openedAt: '2026-11-24T12:00:00.000Z', failures: 1 }];
    await store.subscribers.record({ progress: new Map(), receipts: [], lanes, checkpoint: 1 });
    await store.subscribers.askToResend(idOf('asked'), [guidOf('a')]);
    const census = await store.subscribers.begin();
    expect(census).toMatchObject({ checkpoint: 1 });
    expect(census.active.map(({ id, mayBeOwed }) => [id, mayBeOwed])).toEqual([
      [idOf('idle'), false],
      [idOf('new'), true],
      [idOf('lane'), true],
      [idOf('asked'), true],
    ]);
    expect(await store.subscribers.lanes([idOf('idle')])).toEqual([]);
    expect(await store.subscribers.lanes([idOf('lane')])).toEqual(lanes);
  });

  it('deliveries begin where the slowest of those who keep up is, though none have run before', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b'), commitOf('c')]);
    expect((await store.subscribers.begin()).checkpoint).toBe(3);
    await store.log.append([commitOf('a', 2), commitOf('b', 2)]);
    await added(store, 'at the head', 5);
    const slower = await added(store, 'slower', 4);
    await progress(store, slower, { cursor: 4, keepsUp: true });
    await added(store, 'behind', 1);
    expect((await store.subscribers.begin()).checkpoint).toBe(4);
    expect((await store.subscribers.all()).map(({ progress: { cursor } }) => cursor)).toEqual([5, 4, 1]);
  });

  it('a life that ended in order leaves nothing to suspect; one that did not does, up to the head of its log', async () => {
    await using store = await open();
    expect(await store.subscribers.begin()).toMatchObject({ crashedLife: 0, crashedUntil: 0 });
    await store.log.append([commitOf('a')]);
    await store.subscribers.record({ progress: new Map(), receipts: [], isOrderly: true });
    expect(await store.subscribers.begin()).toMatchObject({ crashedLife: 0, crashedUntil: 0 });
    await store.log.append([commitOf('b')]);
    expect(await store.subscribers.begin()).toMatchObject({ crashedLife: 3, crashedUntil: 2 });
    await store.log.append([commitOf('c')]);
    const newcomer = await store.subscribers.add(newSubscriber('newcomer'));
    await store.subscribers.record({ progress: new Map(), receipts: [], isOrderly: true });
    expect(await store.subscribers.begin()).toMatchObject({ crashedLife: 3, crashedUntil: 2 });
    expect(newcomer.sinceLife).toBe(3);
  });

  it('tells whom somebody has added, changed or removed since; what deliveries write is nobody’s change', async () => {
    await using store = await open();
    const { mark } = await store.subscribers.begin();
    const [lusa, ips] = [await added(store, 'lusa'), await added(store, 'ips')];
    const first = await store.subscribers.changes(mark);
    expect(first.ids).toEqual([lusa, ips]);
    const since = async (act: () => Promise<unknown>) => {
      const before = await store.subscribers.changes(0);
      await act();
      return (await store.subscribers.changes(before.mark)).ids;
    };
    expect(await since(() => progress(store, lusa, { cursor: 9, keepsUp: true }))).toEqual([]);
    expect(await since(() => store.subscribers.setState(lusa, 'paused'))).toEqual([lusa]);
    expect(await since(() => store.subscribers.resume(lusa, 3))).toEqual([lusa]);
    expect(await since(() => store.subscribers.setBack(ips, 0))).toEqual([ips]);
    expect(await since(() => store.subscribers.change(ips, { rate: { attempts: 1, perMs: 1_000 } }))).toEqual([ips]);
    expect(await since(() => store.subscribers.setRequestHeaders(lusa, { 'x-a': 'b' }))).toEqual([lusa]);
    expect(await since(() => store.subscribers.remove(lusa))).toEqual([lusa]);
    expect((await store.subscribers.changes(first.mark)).mark).toBeGreaterThan(first.mark);
  });

  it('what is asked for again is told with its newest version, until it has been taken over', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b'), commitOf('a', 2)]);
    const lusa = await added(store, 'lusa');
    await store.subscribers.askToResend(lusa, [guidOf('a')]);
    await store.subscribers.askToResend(lusa, [guidOf('a'), guidOf('b'), guidOf('unknown')]);
    const [b, a] = [
      { subscriberId: lusa, guid: guidOf('b'), seq: 2, version: 1, pubStatus: 'usable' },
      { subscriberId: lusa, guid: guidOf('a'), seq: 3, version: 2, pubStatus: 'usable' },
    ] as const;
    expect(await store.subscribers.toResend([lusa])).toEqual([b, a]);
    await store.subscribers.record({ progress: new Map(), receipts: [], resent: [b] });
    expect(await store.subscribers.toResend([lusa])).toEqual([a]);
    expect(await store.subscribers.toResend([lusa + 1])).toEqual([]);
  });
}

async function added(store: Store, name: string, cursor = 7): Promise<number> {
  return (await store.subscribers.add({ ...newSubscriber(name), cursor })).id;
}

async function progress(store: Store, id: number, { cursor, keepsUp }: { cursor: number; keepsUp?: true }) {
  const one = { cursor, failures: 0, ...(keepsUp && { keepsUp }) };
  await store.subscribers.record({ progress: new Map([[id, one]]), receipts: [] });
}
