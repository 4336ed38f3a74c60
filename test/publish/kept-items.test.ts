import { describe, expect, it } from 'vitest';

import { keptItems, newKeptItems } from '../../src/publish/kept-items.ts';
import type { Store } from '../../src/wire/store.ts';
import { sampleDesk } from '../support/desks.ts';

const TEN_BYTES = Buffer.alloc(10);

describe('kept items', () => {
  it('are those that were used last, up to so many bytes', () => {
    const kept = newKeptItems(20);
    for (const key of ['first', 'second']) kept.set(key, TEN_BYTES);
    kept.get('first');
    kept.set('third', TEN_BYTES);
    expect(['first', 'second', 'third'].filter((key) => kept.get(key) !== undefined)).toEqual(['first', 'third']);
  });

  it('of a wire stay from one pass to the next, up to the most bytes that any pass has allowed', () => {
    const store = {} as Store;
    keptItems(store, sampleDesk, 10);
    const running = keptItems(store, sampleDesk, 20);
    for (const key of ['first', 'second']) running.set(key, TEN_BYTES);
    // As when a command at the same desk brings a kill out.
    const smaller = keptItems(store, sampleDesk, 10);
    smaller.set('third', TEN_BYTES);
    expect(['first', 'second', 'third'].filter((key) => smaller.get(key) !== undefined)).toEqual(['second', 'third']);
  });

  it('are forgotten with the settings with which they were made', () => {
    const store = {} as Store;
    keptItems(store, sampleDesk, 20).set('first', TEN_BYTES);
    expect(keptItems(store, { ...sampleDesk, language: 'fr' }, 20).get('first')).toBeUndefined();
  });
});
