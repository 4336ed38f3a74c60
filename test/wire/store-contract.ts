/** What every store must do, whatever it is made of. Each implementation's test calls this. */
import { describe, expect, it } from 'vitest';

import { GENESIS_HASH } from '../../src/wire/event.ts';
import type { DeliveryBatch, Store } from '../../src/wire/store.ts';
import { WINDOW_DEFAULT, type Lane, type SentMark } from '../../src/wire/subscriber.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { commitOf, guidOf, killOf, newSubscriber } from './samples.ts';
import { followingContract } from './following-contract.ts';
import { lifeContract } from './life-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { togetherContract } from './together-contract.ts';

export type StoreUnderTest = {
  readonly name: string;
  /** A new, empty store; closed by the test. */
  readonly open: () => Promise<Store>;
};

export function storeContract({ name, open }: StoreUnderTest): void {
  describe(`the store contract holds for ${name}:`, () => {
    logContract(open);
    storyContract(open);
    subscriberContract(open);
    settingsContract(open);
    followingContract(open);
    lifeContract(open);
    togetherContract(open);
  });
}

function logContract(open: StoreUnderTest['open']): void {
  it('an empty wire has no head and no events', async () => {
    await using store = await open();
    expect(await store.log.head()).toBeUndefined();
    expect(await store.log.after(0, 10)).toEqual([]);
  });

  it('events are numbered from 1 without gaps and each carries the hash of the one before', async () => {
    await using store = await open();
    const [first] = await store.log.append([commitOf('a')]);
    const [second, third] = await store.log.append([commitOf('b'), commitOf('a', 2)]);
    expect([first?.seq, second?.seq, third?.seq]).toEqual([1, 2, 3]);
    expect([first?.previousHash, second?.previousHash]).toEqual([GENESIS_HASH, first?.hash]);
    expect(third).toMatchObject({ guid: guidOf('a'), version: 2, type: 'story.updated', previousHash: second?.hash });
    expect(await store.log.head()).toEqual(third);
    expect(await store.log.after(1, 1)).toEqual([second]);
    expect(await verifyLog(store)).toEqual({ intact: true, events: 3, headHash: third?.hash });
  });

  it('kills are found without the events around them', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b')]);
    const [kill] = await store.log.append([killOf('a', 2), commitOf('b', 2)]);
    expect(await store.log.kills(0)).toEqual([kill]);
    expect(await store.log.kills(3)).toEqual([]);
  });

  it('a version that is not the next one is refused, with all that was committed beside it', async () => {
    await using store = await open();
    await store.log.append([commitOf('a')]);
    await expect(store.log.append([commitOf('b'), commitOf('a', 3)])).rejects.toMatchObject({
      code: 'version-conflict',
    });
    await expect(store.log.append([commitOf('a', 1)])).rejects.toMatchObject({ code: 'version-conflict' });
    expect((await store.log.head())?.seq).toBe(1);
    expect(await store.stories.withGuid(guidOf('b'))).toBeUndefined();
  });
}

function storyContract(open: StoreUnderTest['open']): void {
  it('a story comes back as it was committed, by guid, slug, path and file', async () => {
    await using store = await open();
    const commit = commitOf('a');
    await store.log.append([commit]);
    const entry = await store.stories.withGuid(guidOf('a'));
    expect(entry).toMatchObject({ slug: 'a', version: 1, path: 'a.txt', file: { hash: 'hash of a 1' } });
    expect(await store.stories.withSlug('a')).toEqual(entry);
    expect(await store.stories.atPath('a.txt')).toEqual(entry);
    expect(await store.stories.withFileHash('hash of a 1')).toEqual([entry]);
    expect(await store.stories.version(guidOf('a'))).toEqual(commit.version);
    expect(await store.stories.version(guidOf('a'), 2)).toBeUndefined();
    expect(await store.stories.atPath('b.txt')).toBeUndefined();
  });

  it('the latest stories are the newest versions, newest first', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b'), commitOf('c'), commitOf('a', 2)]);
    const latest = await store.stories.latest(2);
    expect(latest.map(({ slug, version }) => [slug, version])).toEqual([
      ['a', 2],
      ['c', 1],
    ]);
  });

  it('a refiled story keeps its versions, and takes the name from a story that had it', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b')]);
    await store.stories.refile(guidOf('a'), 'b.txt', { hash: 'hash of a 1', stamp: 'new' });
    expect(await store.stories.atPath('b.txt')).toMatchObject({ guid: guidOf('a'), version: 1 });
    expect((await store.stories.withGuid(guidOf('b')))?.path).toBeUndefined();
    expect(await store.stories.stamps()).toEqual(new Map([['b.txt', 'new']]));
    await store.log.append([commitOf('b', 2)]);
    expect(await store.stories.atPath('b.txt')).toMatchObject({ guid: guidOf('b'), version: 2 });
  });
}

function subscriberContract(open: StoreUnderTest['open']): void {
  it('subscribers keep what they were added with, and names are unique', async () => {
    await using store = await open();
    const lusa = await store.subscribers.add(newSubscriber('lusa'));
    expect(lusa).toMatchObject({ state: 'active', progress: { cursor: 7, failures: 0 } });
    expect(await store.subscribers.all()).toEqual([lusa]);
    expect(await store.subscribers.withName('lusa')).toEqual(lusa);
    await expect(store.subscribers.add(newSubscriber('lusa'))).rejects.toMatchObject({ code: 'subscriber-exists' });
  });

  it('cursors, back-off and receipts are recorded together, and receipts come newest first', async () => {
    await using store = await open();
    const { id } = await store.subscribers.add(newSubscriber('lusa'));
    const progress = {
      cursor: 9,
      failures: 2,
      failingSince: '2026-11-24T11:00:00.000Z',
      retryAt: '2026-11-24T12:00:00.500Z',
      lastError: 'HTTP 503',
    };
    const receipt = { subscriberId: id, outcome: 'delivered', status: 204, attempts: 3, durationMs: 12 } as const;
    const receipts = [8, 9].map((seq) => ({ ...receipt, seq, finishedAt: `2026-11-24T11:00:0${seq}.000Z` }));
    await store.subscribers.record({ progress: new Map([[id, progress]]), receipts });
    expect((await store.subscribers.withName('lusa'))?.progress).toEqual(progress);
    expect(await store.subscribers.receipts(id, 10)).toEqual(receipts.toReversed());
    await store.subscribers.record({ progress: new Map([[id, { cursor: 10, failures: 0 }]]), receipts: [] });
    expect((await store.subscribers.withName('lusa'))?.progress).toEqual({ cursor: 10, failures: 0 });
  });

  it('header fields of its own are kept with a subscriber, replaced and taken away', async () => {
    await using store = await open();
    const requestHeaders = { 'x-source': 'pana', authorization: 'Bearer abc' };
    const { id, ...lusa } = await store.subscribers.add({ ...newSubscriber('lusa'), requestHeaders });
    expect(lusa).toMatchObject({ secret: 'whsec_c2VjcmV0', requestHeaders });
    expect(await store.subscribers.all()).toMatchObject([{ requestHeaders }]);
    await store.subscribers.setRequestHeaders(id, { 'x-source': 'other' });
    expect((await store.subscribers.withName('lusa'))?.requestHeaders).toEqual({ 'x-source': 'other' });
    await store.subscribers.setRequestHeaders(id, {});
    expect(await store.subscribers.withName('lusa')).not.toHaveProperty('requestHeaders');
    await expect(store.subscribers.setRequestHeaders(id + 1, {})).rejects.toMatchObject({ code: 'no-subscriber' });
  });

  it('a replaced secret signs on until its time, and what is over is forgotten at the next change', async () => {
    await using store = await open();
    const { id, formerSecrets } = await store.subscribers.add(newSubscriber('lusa'));
    const ips = await store.subscribers.add(newSubscriber('ips'));
    expect(formerSecrets).toBeUndefined();
    const rotate = (secret: string, now: number, bothUntil: number) =>
      store.subscribers.rotateSecret(id, { secret, now: at(now), bothUntil: at(bothUntil) });
    await rotate('whsec_b', 10, 12);
    await rotate('whsec_c', 11, 14);
    const former = [
      { secret: 'whsec_b', until: at(14) },
      { secret: 'whsec_c2VjcmV0', until: at(12) },
    ];
    expect(await store.subscribers.withName('lusa')).toMatchObject({ secret: 'whsec_c', formerSecrets: former });
    expect(await store.subscribers.all()).toMatchObject([{ secret: 'whsec_c', formerSecrets: former }, ips]);
    // Read again: what was remembered of the last reading is not what it was.
    await store.subscribers.rotateSecret(ips.id, { secret: 'whsec_x', now: at(11), bothUntil: at(11) });
    expect((await store.subscribers.all())[1]?.secret).toBe('whsec_x');
    await store.subscribers.rotateSecret(ips.id, { secret: ips.secret, now: at(11), bothUntil: at(11) });
    expect(await store.subscribers.setBack(id, 0)).toMatchObject({ formerSecrets: former });
    await rotate('whsec_d', 13, 15);
    expect((await store.subscribers.withName('lusa'))?.formerSecrets?.map(({ secret }) => secret)).toEqual([
      'whsec_c',
      'whsec_b',
    ]);
    await rotate('whsec_e', 13, 13);
    expect(await store.subscribers.withName('lusa')).toMatchObject({ secret: 'whsec_e' });
    expect(await store.subscribers.withName('lusa')).not.toHaveProperty('formerSecrets');
    await store.subscribers.remove(id);
    expect(await store.subscribers.all()).toEqual([ips]);
  });

  it('a cursor is set back, never on, and forgets its failures', async () => {
    await using store = await open();
    const { id, generation } = await store.subscribers.add(newSubscriber('lusa'));
    const trouble = { failures: 3, refusals: 1, retryAt: '2026-11-24T12:00:00.500Z', lastError: 'HTTP 503' };
    await store.subscribers.record({ progress: new Map([[id, { cursor: 9, ...trouble }]]), receipts: [] });
    const back = await store.subscribers.setBack(id, 4);
    expect(back.progress).toEqual({ cursor: 4, failures: 0 });
    expect(back.generation).toBeGreaterThan(generation);
    expect((await store.subscribers.setBack(id, 8)).progress.cursor).toBe(4);
    await store.subscribers.resume(id, 7);
    expect((await store.subscribers.setBack(id, 2)).latestUntil).toBe(0);
    expect(await store.subscribers.withName('lusa')).toMatchObject({ generation: back.generation + 2 });
    await expect(store.subscribers.setBack(id + 1, 0)).rejects.toMatchObject({ code: 'no-subscriber' });
  });

  it('a cursor that was set back is not written over by whoever was under way before, though its receipt counts', async () => {
    await using store = await open();
    const { id, generation } = await store.subscribers.add(newSubscriber('lusa'));
    const back = await store.subscribers.setBack(id, 2);
    const finishedAt = '2026-11-24T12:00:00.000Z';
    const receipt = { subscriberId: id, seq: 8, outcome: 'delivered', finishedAt, attempts: 1, durationMs: 5 } as const;
    const late = new Map([[id, { cursor: 8, failures: 0, generation }]]);
    expect(await store.subscribers.record({ progress: late, receipts: [receipt] })).toEqual([id]);
    expect((await store.subscribers.withName('lusa'))?.progress.cursor).toBe(2);
    expect(await store.subscribers.receipts(id, 1)).toEqual([receipt]);
    const own = new Map([[id, { cursor: 3, failures: 0, generation: back.generation }]]);
    expect(await store.subscribers.record({ progress: own, receipts: [] })).toEqual([]);
    expect((await store.subscribers.withName('lusa'))?.progress.cursor).toBe(3);
  });

  it('what was sent to whom is kept by story: the highest version that arrived, and the highest that may have', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b'), commitOf('a', 2)]);
    const { id } = await store.subscribers.add(newSubscriber('lusa'));
    const mark = (version: number, outcome: SentMark['outcome']): SentMark => {
      return { subscriberId: id, guid: guidOf('a'), version, outcome };
    };
    await record(store, { sent: [mark(2, 'possible'), mark(1, 'delivered')] });
    await record(store, { sent: [mark(1, 'possible')] });
    expect(await store.subscribers.receivers(guidOf('a'))).toEqual([{ subscriberId: id, delivered: 1, possible: 2 }]);
    expect(await store.subscribers.receivers(guidOf('b'))).toEqual([]);
    await store.subscribers.remove(id);
    expect(await store.subscribers.receivers(guidOf('a'))).toHaveLength(1);
  });

  it('who has what was killed or held, and is not active, is named until it has been told', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('b'), killOf('a', 2)]);
    const ids = new Map<string, number>();
    for (const name of ['active', 'paused', 'told', 'ended', 'stranger']) {
      ids.set(name, (await store.subscribers.add(newSubscriber(name))).id);
    }
    const mark = (name: string, guid: string, version: number, outcome: SentMark['outcome'] = 'delivered') => {
      return { subscriberId: ids.get(name) ?? 0, guid: guidOf(guid), version, outcome };
    };
    const sent = [mark('active', 'a', 1), mark('paused', 'a', 1), mark('paused', 'b', 1), mark('told', 'a', 2)];
    await record(store, { sent: [...sent, mark('ended', 'a', 1, 'possible'), mark('ended', 'a', 2, 'possible')] });
    for (const name of ['paused', 'told', 'stranger']) await store.subscribers.setState(ids.get(name) ?? 0, 'paused');
    await store.subscribers.setState(ids.get('ended') ?? 0, 'ended');
    const owed = { guid: guidOf('a'), version: 2, type: 'story.killed', committedAt: expect.any(String) };
    expect(await store.subscribers.untold()).toEqual([
      { ...owed, subscriber: 'paused', state: 'paused' },
      { ...owed, subscriber: 'ended', state: 'ended' },
    ]);
    await record(store, { sent: [mark('paused', 'a', 2)] });
    await store.subscribers.resume(ids.get('ended') ?? 0, 0);
    expect(await store.subscribers.untold()).toEqual([]);
  });

  it('a lane is kept as it was last written, with the versions of its events, until it is gone or its subscriber is', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), commitOf('a', 2)]);
    const { id } = await store.subscribers.add(newSubscriber('lusa'));
    const story = { subscriberId: id, guid: guidOf('a') };
    const lane: Lane = { ...story, event: { seq: 1, version: 1 }, openedAt: '2026-11-24T12:00:00.000Z', failures: 0 };
    const worse: Lane = {
      ...lane,
      kill: { seq: 2, version: 2 },
      failures: 3,
      retryAt: '2026-11-24T12:01:00.000Z',
      lastError: 'HTTP 422',
    };
    await record(store, { lanes: [lane, { ...story, gone: true }, lane] });
    expect(await store.subscribers.lanes()).toEqual([lane]);
    await record(store, { lanes: [worse] });
    expect(await store.subscribers.lanes()).toEqual([worse]);
    await store.subscribers.remove(id);
    await record(store, { lanes: [lane] });
    expect(await store.subscribers.lanes()).toEqual([]);
  });

  it('a subscriber has a window, and is resumed without its failures, by the newest versions where asked', async () => {
    await using store = await open();
    const lusa = await store.subscribers.add({ ...newSubscriber('lusa'), window: 1 });
    expect(lusa).toMatchObject({ window: 1, latestUntil: 0 });
    expect((await store.subscribers.add(newSubscriber('efe'))).window).toBe(WINDOW_DEFAULT);
    const failing = { cursor: 9, failures: 20, retryAt: '2026-11-24T18:00:00.000Z', lastError: 'HTTP 503' };
    await store.subscribers.record({ progress: new Map([[lusa.id, failing]]), receipts: [] });
    await store.subscribers.setState(lusa.id, 'suspended');
    await store.subscribers.resume(lusa.id, 40);
    expect(await store.subscribers.withName('lusa')).toMatchObject({
      state: 'active',
      latestUntil: 40,
      progress: { cursor: 9, failures: 0, lastError: 'HTTP 503' },
    });
  });

  it('a removed subscriber is gone, its receipts stay, and its number is never given again', async () => {
    await using store = await open();
    const { id } = await store.subscribers.add(newSubscriber('lusa'));
    await store.subscribers.setState(id, 'paused');
    expect((await store.subscribers.withName('lusa'))?.state).toBe('paused');
    await store.subscribers.remove(id);
    expect(await store.subscribers.all()).toEqual([]);
    expect((await store.subscribers.add(newSubscriber('lusa'))).id).toBeGreaterThan(id);
  });

  it('notes are remembered and replaced', async () => {
    await using store = await open();
    expect(await store.note('written')).toBeUndefined();
    await store.setNote('written', '1');
    await store.setNote('written', '2');
    expect(await store.note('written')).toBe('2');
  });
}

/** That hour of one day. */
function at(hour: number): string {
  return `2026-11-24T${hour}:00:00.000Z`;
}

function record(store: Store, changes: Pick<DeliveryBatch, 'sent' | 'lanes'>): Promise<readonly number[]> {
  return store.subscribers.record({ progress: new Map(), receipts: [], ...changes });
}
