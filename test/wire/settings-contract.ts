/** What every store must keep of an operator's choices for a subscriber, and how a change of them counts. */
import { expect, it } from 'vitest';

import { filterAt, widestWindow, widestWindowBefore } from '../../src/wire/former-settings.ts';
import { WINDOW_DEFAULT } from '../../src/wire/subscriber.ts';
import { commitOf, newSubscriber } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

export function settingsContract(open: StoreUnderTest['open']): void {
  it('what an operator chooses for a subscriber is kept, and changed by itself', async () => {
    await using store = await open();
    const chosen = { profile: 'superdesk', rate: { attempts: 30, perMs: 60_000 }, window: 9 } as const;
    const { id, ...lusa } = await store.subscribers.add({ ...newSubscriber('lusa'), ...chosen });
    expect(lusa).toMatchObject(chosen);
    const changed = await store.subscribers.change(id, {
      url: 'https://new.example/',
      rate: { attempts: 2, perMs: 1_000 },
    });
    expect(changed).toEqual({ id, ...lusa, url: 'https://new.example/', rate: { attempts: 2, perMs: 1_000 } });
    expect(await store.subscribers.withName('lusa')).toEqual(changed);
    expect(await store.subscribers.change(id, { rate: 'none', format: 'atom' })).not.toHaveProperty('rate');
    expect(await store.subscribers.all()).toMatchObject([{ format: 'atom', profile: 'superdesk', window: 9 }]);
    await expect(store.subscribers.change(id + 1, {})).rejects.toMatchObject({ code: 'no-subscriber' });
  });

  it('a changed filter or window counts from the next event on; what it replaces stays as long as events go by it', async () => {
    await using store = await open();
    const { id } = await store.subscribers.add({ ...newSubscriber('lusa'), cursor: 0, filter: { language: ['fr'] } });
    const withCursor = async (cursor: number) => {
      await store.subscribers.record({ progress: new Map([[id, { cursor, failures: 0 }]]), receipts: [] });
      return (await store.subscribers.withName('lusa'))?.formerSettings;
    };
    await store.log.append([commitOf('a'), commitOf('b')]);
    const french = { until: 2, life: 0, filter: { language: ['fr'] }, window: WINDOW_DEFAULT };
    const changed = await store.subscribers.change(id, { filter: { section: ['Sport'] } });
    expect(changed).toMatchObject({ filter: { section: ['Sport'] }, formerSettings: [french] });
    expect([1, 2, 3].map((seq) => filterAt(changed, seq))).toEqual([
      french.filter,
      french.filter,
      { section: ['Sport'] },
    ]);
    // Nothing was committed between these two.
    const again = await store.subscribers.change(id, { window: 9 });
    const sportBefore = { until: 2, life: 0, filter: { section: ['Sport'] }, window: WINDOW_DEFAULT };
    expect(again.formerSettings).toEqual([french, sportBefore]);
    expect(widestWindow(again)).toBe(9);
    // A process that delivers meanwhile had the wide window; one that died before did not.
    await store.subscribers.begin();
    const { crashedLife } = await store.subscribers.begin();
    const narrow = await store.subscribers.change(id, { window: 1 });
    expect(widestWindow(narrow)).toBe(9);
    expect(widestWindowBefore(crashedLife, narrow)).toBe(9);
    expect(widestWindowBefore(0, narrow)).toBe(WINDOW_DEFAULT);
    expect(narrow.formerSettings?.map(({ until, window }) => [until, window])).toEqual([
      [2, WINDOW_DEFAULT],
      [2, WINDOW_DEFAULT],
      [2, 9],
    ]);
    await store.log.append([commitOf('c')]);
    await store.subscribers.change(id, { filter: {} });
    const sport = { until: 3, life: 2, filter: { section: ['Sport'] }, window: 1 };
    expect((await withCursor(1))?.at(-1)).toEqual(sport);
    expect(await withCursor(2)).toEqual([sport]);
    // The same filter again is no change.
    expect((await store.subscribers.change(id, { filter: {} })).formerSettings).toEqual([sport]);
    expect(await withCursor(3)).toBeUndefined();
    expect(await store.subscribers.change(id, { filter: { urgency: 3 } })).not.toHaveProperty('formerSettings');
  });

  it('a public key goes with its secret', async () => {
    await using store = await open();
    const added = { ...newSubscriber('lusa'), secret: 'whsk_a', publicKey: 'whpk_a' };
    const { id } = await store.subscribers.add(added);
    expect(await store.subscribers.withName('lusa')).toMatchObject({ secret: 'whsk_a', publicKey: 'whpk_a' });
    const [now, bothUntil] = ['2026-11-24T12:00:00.000Z', '2026-11-25T12:00:00.000Z'];
    await store.subscribers.rotateSecret(id, { secret: 'whsk_b', publicKey: 'whpk_b', now, bothUntil });
    expect(await store.subscribers.all()).toMatchObject([
      { secret: 'whsk_b', publicKey: 'whpk_b', formerSecrets: [{ secret: 'whsk_a', until: bothUntil }] },
    ]);
    await store.subscribers.rotateSecret(id, { secret: 'whsec_c', now, bothUntil });
    expect(await store.subscribers.withName('lusa')).not.toHaveProperty('publicKey');
  });

  it('events that are owed again go by the filter of today', async () => {
    await using store = await open();
    const { id } = await store.subscribers.add({ ...newSubscriber('lusa'), cursor: 0 });
    await store.log.append([commitOf('a'), commitOf('b')]);
    await store.subscribers.change(id, { filter: { urgency: 1 } });
    expect(await store.subscribers.setBack(id, 0)).not.toHaveProperty('formerSettings');
  });
}
