import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { joinLane, killLane, laneWait, openLane, setBack, withoutFirst } from '../../src/delivery/lane.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { PATIENCE as patience } from '../../src/delivery/patience.ts';
import { verdictInLane } from '../../src/delivery/verdict.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const { deadLetterAfterMs } = patience;
const story = { subscriberId: 1, guid: 'urn:newsml:example.org:20261124:a' };
const refused: Outcome = { kind: 'event-refused', status: 422, durationMs: 5, reason: 'HTTP 422' };
const failed: Outcome = { kind: 'endpoint-failed', status: 500, durationMs: 5, reason: 'HTTP 500' };
const opened = openLane(story, { seq: 7, version: 1 }, { outcome: refused, now, random: 0.5, patience });

describe('a version that is refused', () => {
  it('is tried again soon, then ever later, the last time when its ten minutes are over', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (randoms) => {
        let at = now;
        let lane = opened;
        let tries = 1;
        for (; tries < 1_000; tries += 1) {
          if (verdictInLane(refused, lane, { now: at, othersArrive: false, patience }) === 'dead') break;
          lane = setBack(lane, { outcome: refused, now: at, random: randoms.next().value ?? 0.5, patience });
          at += laneWait(lane, at);
        }
        expect(at - now).toBeGreaterThanOrEqual(deadLetterAfterMs);
        expect(at - now).toBeLessThanOrEqual(deadLetterAfterMs + 1);
        expect(tries).toBeLessThan(12);
      }),
      { numRuns: 50 },
    );
  });

  it('is tried for as long as the operator has set, at least every ten minutes', () => {
    const twoHours = { ...patience, deadLetterAfterMs: 2 * 3_600_000 };
    let at = now;
    let lane = opened;
    const waits: number[] = [];
    while (verdictInLane(refused, lane, { now: at, othersArrive: false, patience: twoHours }) !== 'dead') {
      lane = setBack(lane, { outcome: refused, now: at, random: 1, patience: twoHours });
      waits.push(laneWait(lane, at));
      at += laneWait(lane, at);
    }
    expect(at - now).toBe(twoHours.deadLetterAfterMs);
    expect(Math.max(...waits)).toBe(600_000);
  });

  it('is not given up for the endpoint’s failures, unless others went through since', () => {
    const moment = { now: now + deadLetterAfterMs, othersArrive: false, patience };
    const lane = setBack(opened, { outcome: failed, now, random: 0.5, patience });
    expect(verdictInLane(failed, lane, moment)).toBe('lane');
    expect(verdictInLane(failed, lane, { ...moment, othersArrive: true })).toBe('dead');
    expect(verdictInLane(refused, lane, moment)).toBe('dead');
  });

  it('is not given up after two tries because a clock has jumped, but at once where no try will do better', () => {
    expect(verdictInLane(refused, opened, { now: now + 100 * deadLetterAfterMs, othersArrive: true, patience })).toBe(
      'lane',
    );
    expect(verdictInLane({ ...refused, isFinal: true }, opened, { now, othersArrive: false, patience })).toBe('dead');
  });

  it('gives way to a newer one, which is due at once and has ten minutes of its own', () => {
    const joined = joinLane(opened, { seq: 9, version: 2 }, now + 60_000);
    expect(joined).toEqual({
      ...story,
      event: { seq: 9, version: 2 },
      openedAt: '2026-11-24T12:01:00.000Z',
      failures: 0,
    });
    expect(laneWait(joined, now)).toBe(0);
  });
});

describe('a kill', () => {
  const kill = killLane(story, { seq: 11, version: 3 }, now);

  it('is tried again after 2, 5, 15 and 60 seconds at most, then every minute, and never given up', () => {
    let lane = kill;
    const waits = Array.from({ length: 6 }, () => {
      expect(verdictInLane(refused, lane, { now: now + 1_000 * deadLetterAfterMs, othersArrive: true, patience })).toBe(
        'kill-again',
      );
      lane = setBack(lane, { outcome: refused, now, random: 1, patience });
      return laneWait(lane, now) / 1_000;
    });
    expect(waits).toEqual([2, 5, 15, 60, 60, 60]);
  });

  it('goes before a version that came after it, which has its turn when the kill has arrived', () => {
    const joined = joinLane(kill, { seq: 13, version: 4 }, now);
    expect(joined).toMatchObject({ kill: { seq: 11 }, event: { seq: 13 } });
    expect(withoutFirst(joined, now)).toMatchObject({ event: { seq: 13, version: 4 }, failures: 0 });
    expect(withoutFirst(kill, now)).toBeUndefined();
  });
});
