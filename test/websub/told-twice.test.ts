import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/delivery/outcome.ts';
import { toldTwice } from '../../src/websub/told-twice.ts';
import type { WebSubSubscription } from '../../src/wire/websub-shelf.ts';
import { heldClock } from '../support/held-clock.ts';

const DELIVERED: Outcome = { kind: 'delivered', durationMs: 1, reason: 'HTTP 204' };
const CONTENT = { hash: 'a', body: Buffer.from('a'), mediaType: 'application/rss+xml' };
const MINUTE = 60_000;

function subscription(kind: WebSubSubscription['kind'], document: string): WebSubSubscription {
  const at = '2026-11-24T12:00:00.000Z';
  const url = 'https://hub.example.org/';
  return {
    id: 1,
    kind,
    document,
    topic: `https://wire.example.org/${document}`,
    callback: url,
    createdAt: at,
    verifiedAt: at,
    delivered: '',
    owed: 'a',
    failures: 0,
  };
}

function telling(outcome: Outcome = DELIVERED) {
  const clock = heldClock();
  const told: string[] = [];
  const aborting = new AbortController();
  const send = toldTwice(async ({ document }) => {
    told.push(document);
    return outcome;
  }, clock.later);
  const tell = (kind: WebSubSubscription['kind'], document: string) =>
    send(subscription(kind, document), CONTENT, aborting.signal);
  return { clock, told, aborting, tell };
}

describe('a hub elsewhere', () => {
  it('is told of a change once more, when caches have let go of the version before', async () => {
    const { clock, told, tell } = telling();
    expect(await tell('hub', 'rss.xml')).toEqual(DELIVERED);
    await clock.advance(2 * MINUTE);
    expect(told).toEqual(['rss.xml']);
    await clock.advance(60 * MINUTE);
    expect(told).toEqual(['rss.xml', 'rss.xml']);
    expect(clock.timers()).toBe(0);
  });

  it('is told so of each feed after the last of its changes', async () => {
    const { clock, told, tell } = telling();
    await tell('hub', 'rss.xml');
    await tell('hub', 'atom.xml');
    await clock.advance(MINUTE);
    await tell('hub', 'rss.xml');
    await clock.advance(60 * MINUTE);
    expect(told).toEqual(['rss.xml', 'atom.xml', 'rss.xml', 'atom.xml', 'rss.xml']);
  });

  it('is told nothing more once the desk stops', async () => {
    const { clock, told, aborting, tell } = telling();
    await tell('hub', 'rss.xml');
    aborting.abort();
    expect(clock.timers()).toBe(0);
    await clock.advance(60 * MINUTE);
    expect(told).toEqual(['rss.xml']);
  });

  it.each([
    { says: 'subscribers, who are sent the feed itself', kind: 'subscriber', outcome: DELIVERED },
    { says: 'who has not taken it yet', kind: 'hub', outcome: { ...DELIVERED, kind: 'endpoint-failed' } },
  ] as const)('and nobody else: $says', async ({ kind, outcome }) => {
    const { clock, tell } = telling(outcome);
    expect(await tell(kind, 'rss.xml')).toEqual(outcome);
    expect(clock.timers()).toBe(0);
  });
});
