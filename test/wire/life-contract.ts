/** What every store must do for stories that are withdrawn, under embargo, or expire. */
import { expect, it } from 'vitest';

import { publicSeq } from '../../src/wire/event.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { commitOf, guidOf, killOf, newSubscriber, secretOf } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

export function lifeContract(open: StoreUnderTest['open']): void {
  it('a hold is found among the kills, since it takes a story back too', async () => {
    await using store = await open();
    await store.log.append([commitOf('a')]);
    const hold = commitOf('a', 2);
    const [event] = await store.log.append([
      { ...hold, version: { ...hold.version, pubStatus: 'withheld', event: 'story.held', heldBy: 'desk' } },
    ]);
    expect(await store.log.kills(0)).toEqual([event]);
  });

  it('events for the trusted alone are numbered too, and leave no gap in the numbers for the others', async () => {
    await using store = await open();
    await store.log.append([secretOf('a')]);
    expect(await store.log.publicHead()).toBeUndefined();
    const events = await store.log.append([
      commitOf('b'),
      secretOf('c'),
      secretOf('c', 2),
      commitOf('d'),
      commitOf('c', 3),
    ]);
    const all = await store.log.after(0, 9);
    expect(all.slice(1)).toEqual(events);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all.map(publicSeq)).toEqual([0, 1, 1, 1, 2, 3]);
    expect(all.map(({ audience }) => audience)).toEqual([
      'trusted',
      undefined,
      'trusted',
      'trusted',
      undefined,
      undefined,
    ]);
    expect(await store.log.publicHead()).toEqual(all[5]);
    expect([await store.log.withPublicSeq(1), await store.log.withPublicSeq(2)]).toEqual([all[1], all[4]]);
    expect(await store.log.withPublicSeq(4)).toBeUndefined();
    expect(await verifyLog(store)).toMatchObject({ intact: true, events: 6 });
  });

  it('an event of which all may know has one number, and says nothing more', async () => {
    await using store = await open();
    const [event] = await store.log.append([commitOf('a')]);
    expect(event).not.toHaveProperty('publicSeq');
    expect(event).not.toHaveProperty('audience');
    expect(await store.log.publicHead()).toEqual(event);
  });

  it('feeds list what may be used, and of the rest the notices since a time, among the others by date', async () => {
    await using store = await open();
    const expiring = commitOf('b');
    const expires = '2026-11-25T00:00:00Z';
    await store.log.append([
      commitOf('a'),
      { ...expiring, version: { ...expiring.version, story: { ...expiring.version.story, expires } } },
      commitOf('c'),
      secretOf('d'),
      killOf('a', 2),
      secretOf('e'),
      { ...killOf('e', 2), version: { ...killOf('e', 2).version, audience: 'trusted' } },
    ]);
    const listed = async (limit: number, now: string, noticesSince: string) =>
      (await store.stories.latest(limit, { now, noticesSince })).map(({ slug }) => slug);
    expect(await listed(9, '2026-11-24T13:00:00Z', '2026-11-10T00:00:00Z')).toEqual(['a', 'c', 'b']);
    expect(await listed(1, '2026-11-24T13:00:00Z', '2026-11-10T00:00:00Z')).toEqual(['a', 'c']);
    expect(await listed(9, expires, '2026-11-24T13:00:00Z')).toEqual(['c']);
    expect((await store.stories.latest(9)).map(({ slug }) => slug)).toEqual(['c', 'b']);
    expect(await store.stories.horizon({ now: '2026-11-24T13:00:00Z', noticesSince: '2026-11-10T00:00:00Z' })).toEqual({
      expires,
      oldestNotice: '2026-11-24T12:00:00Z',
    });
    expect(await store.stories.horizon({ now: expires, noticesSince: expires })).toEqual({});
  });

  it('stories that wait for the end of their embargo are found, the first first', async () => {
    await using store = await open();
    await store.log.append([secretOf('b', 1, '2026-11-26T00:00:00Z'), secretOf('a'), commitOf('c')]);
    expect((await store.stories.embargoed()).map(({ slug, until }) => [slug, until])).toEqual([
      ['a', '2026-11-25T00:00:00Z'],
      ['b', '2026-11-26T00:00:00Z'],
    ]);
    await store.log.append([commitOf('a', 2), killOf('b', 2)]);
    expect(await store.stories.embargoed()).toEqual([]);
  });

  it('a version that comes from no file leaves the story the file that it had', async () => {
    await using store = await open();
    await store.log.append([commitOf('a')]);
    await store.stories.markMissing(['a.txt']);
    const before = await store.stories.withGuid(guidOf('a'));
    const { version, committedAt } = killOf('a', 2);
    await store.log.append([{ version, committedAt }]);
    expect(await store.stories.atPath('a.txt')).toEqual({ ...before, version: 2 });
  });

  it('a subscriber is trusted with embargoed copy only where that is said, until it is taken back', async () => {
    await using store = await open();
    const lusa = await store.subscribers.add(newSubscriber('lusa'));
    expect(lusa).not.toHaveProperty('isTrusted');
    expect(await store.subscribers.anyTrusted()).toBe(false);
    const efe = await store.subscribers.add({ ...newSubscriber('efe'), isTrusted: true });
    expect(efe.isTrusted).toBe(true);
    expect(await store.subscribers.anyTrusted()).toBe(true);
    await store.subscribers.setTrusted(efe.id, false);
    await store.subscribers.setTrusted(lusa.id, true);
    expect((await store.subscribers.all()).map(({ isTrusted }) => isTrusted)).toEqual([true, undefined]);
    await store.subscribers.setState(lusa.id, 'ended');
    expect(await store.subscribers.anyTrusted()).toBe(false);
  });

  it('files beside a story are known by path and content, move, and give way to a story of their name', async () => {
    await using store = await open();
    const side = { path: 'k.txt', file: { hash: 'k', stamp: '1' }, role: 'notice' } as const;
    await store.log.append([commitOf('a'), { ...killOf('a', 2), path: 'a.txt', beside: [side] }, commitOf('b')]);
    const noted = { ...side, guid: guidOf('a') };
    expect(await store.stories.sideFile('k.txt', 'other')).toEqual(noted);
    expect(await store.stories.sideFile('elsewhere.txt', 'k')).toEqual(noted);
    expect(await store.stories.sideFile('elsewhere.txt', 'other')).toBeUndefined();
    expect((await store.stories.stamps()).get('k.txt')).toBe('1');
    const moved = { ...noted, path: 'moved.txt' };
    await store.stories.noteSideFile(moved);
    expect(await store.stories.sideFilesOf(guidOf('a'))).toEqual([moved]);
    const take = { number: 2, body: ['More.'] };
    await store.stories.noteSideFile({ ...moved, path: 'b.txt', file: { hash: 't', stamp: '2' }, role: 'take', take });
    expect(await store.stories.sideFile('b.txt', '')).toMatchObject({ take });
    expect(await store.stories.atPath('b.txt')).toBeUndefined();
    await store.log.append([commitOf('b', 2)]);
    await store.stories.refile(guidOf('a'), 'moved.txt', { hash: 'x', stamp: 'x' });
    expect(await store.stories.sideFilesOf(guidOf('a'))).toEqual([]);
  });

  it('the newest versions are told to the desk, whatever may be used of them', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), secretOf('b'), commitOf('c'), killOf('a', 2)]);
    expect((await store.stories.recent(2)).map(({ slug, version }) => [slug, version])).toEqual([
      ['a', 2],
      ['c', 1],
    ]);
    expect(await store.stories.recent(9)).toHaveLength(3);
  });
}
