/** Who gets a story under embargo, and what the others can tell of it. */
import { describe, expect, it } from 'vitest';

import { eventHeaders, webhookId } from '../../src/delivery/event-headers.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { accepted, openFloor, sequences, unavailable } from './dispatch-floor.ts';

const MINUTE = 60_000;
const SECRET = { pubStatus: 'withheld', audience: 'trusted', event: 'story.published' } as const;
const OUT: Partial<StoryVersion> = { event: 'story.published' };

describe('a story under embargo', () => {
  it('goes to the trusted early and to all at its end, and a kill of it to the trusted alone', async () => {
    const floor = await openFloor();
    await floor.subscribe('lusa', { isTrusted: true });
    await floor.subscribe('efe');
    const dispatcher = floor.start();
    await floor.publish('a', {}, SECRET);
    await floor.publish('b', {}, SECRET);
    await floor.publish('c');
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3]);
    expect(sequences(floor.attempts, 'efe')).toEqual([3]);
    await floor.publish('a', {}, OUT);
    await floor.publish('b', {}, { pubStatus: 'canceled', audience: 'trusted', event: 'story.killed' });
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(new Set(sequences(floor.attempts, 'lusa'))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(sequences(floor.attempts, 'efe')).toEqual([3, 4]);
    for (const name of ['lusa', 'efe']) expect((await floor.subscriber(name)).progress.cursor).toBe(5);
  });

  it('leaves no gap in the numbers that the others see, nor a version that they have missed', async () => {
    const floor = await openFloor();
    await floor.publish('a');
    await floor.publish('b', {}, SECRET);
    await floor.publish('c');
    await floor.publish('b', {}, OUT);
    const events = await floor.store.log.after(0, 9);
    const shown = events.map((event) => [
      eventHeaders(event)['wiredesk-sequence'],
      webhookId(event).split('_')[1],
      eventHeaders(event)['wiredesk-previous-version'],
    ]);
    expect(shown).toEqual([
      ['1', '1', undefined],
      [undefined, '1', undefined],
      ['2', '2', undefined],
      ['3', '3', undefined],
    ]);
    expect(new Set(events.map(webhookId)).size).toBe(4);
  });

  it('is not sent to who has lost the desk’s trust meanwhile, be it due already', async () => {
    let isUp = false;
    const floor = await openFloor(() => (isUp ? accepted : unavailable));
    const { id } = await floor.subscribe('lusa', { isTrusted: true });
    const dispatcher = floor.start();
    await floor.publish('a', {}, SECRET);
    dispatcher.wake();
    await floor.clock.advance(100);
    const before = floor.attempts.length;
    expect(before).toBeGreaterThan(0);
    await floor.store.subscribers.setTrusted(id, false);
    isUp = true;
    dispatcher.wake();
    await floor.clock.advance(60 * MINUTE);
    expect(floor.attempts).toHaveLength(before);
    await floor.publish('a', {}, OUT);
    dispatcher.wake();
    await floor.clock.advance(60 * MINUTE);
    expect(sequences(floor.attempts.slice(before))).toEqual([2]);
  });

  it('is sent again to nobody who is not trusted, whatever was asked for', async () => {
    const floor = await openFloor();
    const trusted = await floor.subscribe('lusa', { isTrusted: true });
    const other = await floor.subscribe('efe');
    const dispatcher = floor.start();
    await floor.publish('a', {}, SECRET);
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    const guid = (await floor.store.log.head())?.guid ?? '';
    for (const { id } of [trusted, other]) await floor.store.subscribers.askToResend(id, [guid]);
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 1]);
    expect(sequences(floor.attempts, 'efe')).toEqual([]);
    // Nor is it refused in its name, or waits for it.
    expect(await floor.store.subscribers.receipts(other.id, 9)).toEqual([]);
    expect(await floor.store.subscribers.toResend([other.id])).toEqual([]);
  });

  it('is backfilled to the trusted while it lasts', async () => {
    const floor = await openFloor();
    await floor.publish('a', {}, SECRET);
    await floor.publish('b');
    await floor.subscribe('lusa', { isTrusted: true, cursor: 0 });
    await floor.subscribe('efe', { cursor: 0 });
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2]);
    expect(sequences(floor.attempts, 'efe')).toEqual([2]);
  });
});

describe('a hold', () => {
  it('takes the story back like a kill, and what follows goes to all', async () => {
    const floor = await openFloor();
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    await floor.publish('a', {}, { pubStatus: 'withheld', event: 'story.held', heldBy: 'desk' });
    await floor.subscribe('new', { cursor: 0 });
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2]);
    expect(sequences(floor.attempts, 'new')).toEqual([]);
    await floor.publish('a', {}, { event: 'story.released' });
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3]);
    expect(sequences(floor.attempts, 'new')).toEqual([3]);
  });
});
