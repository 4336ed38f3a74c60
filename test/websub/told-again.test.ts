/** A hub elsewhere is told of a change twice: it may have fetched the feed through a cache that held the one before. */
import { expect, it } from 'vitest';

import { toldAgainAt } from '../../src/websub/told-again.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');

it('is told again when caches have let go of the version before', () => {
  expect(toldAgainAt({ kind: 'hub', delivered: 'before' }, 'after', NOON)).toEqual({
    againAt: '2026-11-24T12:02:05.000Z',
  });
});

it('is not told a third time', () => {
  expect(toldAgainAt({ kind: 'hub', delivered: 'after' }, 'after', NOON)).toEqual({});
});

it('and nobody else is: subscribers are sent the feed itself', () => {
  expect(toldAgainAt({ kind: 'subscriber', delivered: 'before' }, 'after', NOON)).toEqual({});
});
