import { describe, expect, it } from 'vitest';

import { attemptsByKey } from '../../src/websub/attempts.ts';

const ANN = { document: 'rss.xml', callbackKey: 'https://ann.example/' };
const BEN = { document: 'rss.xml', callbackKey: 'https://ben.example/' };

describe('attempts by their key', () => {
  it('are seen by who watches where they were under way before, or begin after', () => {
    const attempts = attemptsByKey();
    const ended = attempts.begin(ANN);
    const during = attempts.watch(ANN);
    ended();
    const after = attempts.watch(ANN);
    expect([during.hasSeenOne(), after.hasSeenOne()]).toEqual([true, false]);
    attempts.begin(ANN)();
    expect(after.hasSeenOne()).toBe(true);
  });

  it('are not seen by who watches another key, nor after the watch has ended', () => {
    const attempts = attemptsByKey();
    const [ofBen, over] = [attempts.watch(BEN), attempts.watch(ANN)];
    over.end();
    attempts.begin(ANN)();
    expect([ofBen.hasSeenOne(), over.hasSeenOne()]).toEqual([false, false]);
  });

  it('are seen while another one of the same key goes on', () => {
    const attempts = attemptsByKey();
    const [first, second] = [attempts.begin(ANN), attempts.begin(ANN)];
    first();
    expect(attempts.watch(ANN).hasSeenOne()).toBe(true);
    second();
    expect(attempts.watch(ANN).hasSeenOne()).toBe(false);
  });
});
