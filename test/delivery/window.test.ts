import { describe, expect, it } from 'vitest';

import { cursorOf, hasRoom, startable, trim, type DeliveryWindow, type Entry } from '../../src/delivery/window.ts';

function entry(seq: number, guid: string, changes: Partial<Entry> = {}): Entry {
  const counts = { attempts: 0, failures: 0, othersSince: 0 };
  return {
    seq,
    guid,
    version: 1,
    isSuspect: false,
    isSuperseded: false,
    isInLane: false,
    state: 'waiting',
    ...counts,
    ...changes,
  };
}

function windowOf(...entries: Entry[]): DeliveryWindow {
  return { entries, scanned: 20, entriesMax: 1_000, written: 0 };
}

const nobody = () => false;

describe('the cursor', () => {
  it('stands before the first event that is not done with, or where the log has been read to', () => {
    const done = entry(3, 'a', { state: 'sent' });
    expect(cursorOf(windowOf(done, entry(7, 'b'), entry(9, 'c', { state: 'sent' })))).toBe(6);
    expect(cursorOf(windowOf(done, entry(7, 'b', { state: 'in-flight' })))).toBe(6);
    expect(cursorOf(windowOf(done, entry(7, 'b', { state: 'passed' })))).toBe(20);
    expect(cursorOf(windowOf())).toBe(20);
  });

  it('passes no kill of which it is not known whether it is owed', () => {
    expect(cursorOf(windowOf(), 12)).toBe(11);
  });
});

describe('the next event to send', () => {
  it('is the first that waits, among the first so many after the cursor on disk', () => {
    const window = windowOf(entry(1, 'a', { state: 'sent' }), entry(2, 'b', { state: 'in-flight' }), entry(3, 'c'));
    expect(startable(window, 3, nobody)?.seq).toBe(3);
    expect(startable(window, 2, nobody)).toBeUndefined();
    trim(window, 1);
    expect(startable(window, 2, nobody)?.seq).toBe(3);
  });

  it('is no later version of a story before the one before it is on disk', () => {
    for (const state of ['waiting', 'in-flight', 'sent', 'passed'] as const) {
      const window = windowOf(entry(1, 'a', { state }), entry(2, 'a', { version: 2 }));
      expect(startable(window, 4, nobody)?.seq).toBe(state === 'waiting' ? 1 : undefined);
    }
  });

  it('is none of a story that a lane holds', () => {
    expect(startable(windowOf(entry(1, 'a'), entry(2, 'b')), 4, (guid) => guid === 'a')?.seq).toBe(2);
  });

  it('is the one that has failed least, so that a bad one does not hide that the endpoint works', () => {
    expect(startable(windowOf(entry(1, 'a', { failures: 1 }), entry(2, 'b')), 4, nobody)?.seq).toBe(2);
  });
});

it('is read on while there is room, past what needs no attempt, up to a thousand events', () => {
  const passed = Array.from({ length: 999 }, (_, index) => entry(index + 1, 'a', { state: 'passed' }));
  expect(hasRoom(windowOf(...passed), 4)).toBe(true);
  expect(hasRoom(windowOf(...passed, entry(1_000, 'b')), 4)).toBe(false);
  expect(hasRoom(windowOf(entry(1, 'a'), entry(2, 'b')), 2)).toBe(false);
});
