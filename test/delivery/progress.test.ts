import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/delivery/outcome.ts';
import { REFUSALS_MAX, stepAfter } from '../../src/delivery/progress.ts';
import type { Progress } from '../../src/wire/subscriber.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const fresh: Progress = { cursor: 41, failures: 0 };

const delivered: Outcome = { kind: 'delivered', status: 202, durationMs: 12, reason: 'HTTP 202' };
const failed: Outcome = { kind: 'endpoint-failed', status: 503, durationMs: 7, reason: 'HTTP 503' };
const refused: Outcome = { kind: 'event-refused', status: 422, durationMs: 5, reason: 'HTTP 422' };

function after(outcome: Outcome, progress: Progress = fresh) {
  return stepAfter(outcome, { progress, seq: 42, now, random: 0.5 });
}

function afterAll(outcomes: readonly Outcome[]) {
  return outcomes.reduce((step, outcome) => after(outcome, step.progress), { progress: fresh } as ReturnType<
    typeof after
  >);
}

describe('an event that is delivered', () => {
  it('moves the cursor, forgets the failures and leaves a receipt with the number of attempts', () => {
    expect(afterAll([failed, failed, delivered])).toEqual({
      progress: { cursor: 42, failures: 0 },
      receipt: {
        seq: 42,
        outcome: 'delivered',
        finishedAt: '2026-11-24T12:00:00.000Z',
        status: 202,
        attempts: 3,
        durationMs: 12,
      },
    });
  });
});

describe('an endpoint that fails', () => {
  it('holds the cursor and backs off, each time for longer', () => {
    expect(after(failed)).toEqual({
      progress: { cursor: 41, failures: 1, retryAt: '2026-11-24T12:00:01.000Z', lastError: 'HTTP 503' },
    });
    expect(afterAll([failed, failed]).progress).toMatchObject({ failures: 2, retryAt: '2026-11-24T12:00:05.000Z' });
  });

  it('never makes a dead letter, however often', () => {
    const step = afterAll(Array.from({ length: 500 }, () => failed));
    expect(step.progress).toMatchObject({ cursor: 41, failures: 500 });
    expect(step.receipt).toBeUndefined();
  });

  it('is left alone for as long as it asks', () => {
    const { progress } = after({ ...failed, retryAfterMs: 90_000 });
    expect(progress.retryAt).toBe('2026-11-24T12:01:30.000Z');
  });
});

describe('an event that is refused', () => {
  it(`is a dead letter after ${REFUSALS_MAX} tries, and the cursor moves on`, () => {
    const tries = Array.from({ length: REFUSALS_MAX }, () => refused);
    expect(afterAll(tries.slice(1)).receipt).toBeUndefined();
    const step = afterAll(tries);
    expect(step.progress).toEqual({ cursor: 42, failures: 0 });
    expect(step.receipt).toMatchObject({ outcome: 'dead', status: 422, attempts: REFUSALS_MAX, reason: 'HTTP 422' });
  });

  it('is not given up for failures of the endpoint before', () => {
    const step = afterAll([failed, failed, failed, failed, failed, failed, refused]);
    expect(step.receipt).toBeUndefined();
    // Its own first refusal: a short wait again.
    expect(step.progress).toMatchObject({ failures: 7, refusals: 1, retryAt: '2026-11-24T12:00:01.000Z' });
  });

  it('keeps count of its refusals through failures of the endpoint in between', () => {
    const step = afterAll([refused, failed, refused, failed, refused, failed, refused, failed, refused]);
    expect(step.receipt).toMatchObject({ outcome: 'dead', attempts: 9 });
  });

  it('is a dead letter at once where no further try will do better', () => {
    expect(after({ ...refused, isFinal: true }).receipt).toMatchObject({ outcome: 'dead', attempts: 1 });
  });
});

it('410 ends the subscription and leaves the cursor', () => {
  const gone: Outcome = { kind: 'gone', status: 410, durationMs: 3, reason: 'HTTP 410' };
  expect(after(gone)).toEqual({ progress: { cursor: 41, failures: 1, lastError: 'HTTP 410' }, ended: true });
});
