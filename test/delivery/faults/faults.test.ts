import { expect, it } from 'vitest';

import { answerFaults } from './answer-faults.ts';
import { connectionFaults } from './connection-faults.ts';
import type { Fault } from './fault.ts';
import { firstAttempt, type Course } from './fault-desk.ts';
import { statusFaults } from './status-faults.ts';
import { tlsFaults } from './tls-faults.ts';

const WARN = 40;
const INFO = 30;

/** What the log says of each verdict, and how loud. */
const LINES: Readonly<Record<Fault['verdict'], readonly [number, string]>> = {
  delivered: [INFO, 'delivered'],
  again: [WARN, 'not delivered: will be tried again'],
  lane: [WARN, 'refused: will be tried again, the rest goes on'],
  ended: [WARN, 'subscription ended by its endpoint'],
  // Of a kill, and of a story that has been refused before: not of a first attempt.
  'kill-again': [0, ''],
  dead: [0, ''],
};

/** All that a line of the log may tell. */
const FIELDS = 'level subscriber seq id guid version event status attempts durationMs reason retryAt msg'.split(' ');

const faults: readonly Fault[] = [...connectionFaults, ...tlsFaults, ...answerFaults, ...statusFaults];

it.each(faults)('an endpoint that $what', async (fault) => {
  const endpoint = await fault.endpoint();
  const course = await firstAttempt(endpoint);
  expectOutcome(course, fault);
  expectOneLine(course, fault);
  expect(course.leaks).toEqual([]);
  expect(endpoint.elsewhere?.connections() ?? 0).toBe(0);
});

function expectOutcome({ outcome, subscriber }: Course, { kind, status, mayHaveArrived, ...fault }: Fault): void {
  const reason = fault.reason ?? `HTTP ${status}`;
  expect(outcome).toMatchObject({ kind, reason });
  expect(outcome.status).toBe(status);
  if (mayHaveArrived !== undefined) expect(outcome.isUnknown ?? false).toBe(mayHaveArrived);
  // What the operator is shown of the subscriber.
  const told = { delivered: undefined, lane: undefined, again: reason, ended: reason };
  expect(subscriber.progress.lastError).toBe(told[fault.verdict as keyof typeof told]);
  expect(subscriber.state).toBe(fault.verdict === 'ended' ? 'ended' : 'active');
  expect(subscriber.progress.cursor).toBe(fault.verdict === 'delivered' || fault.verdict === 'lane' ? 1 : 0);
}

function expectOneLine({ lines, outcome }: Course, { verdict, retryAt }: Fault): void {
  const [level, msg] = LINES[verdict];
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(line).toMatchObject({ level, msg, subscriber: 'partner', seq: 1, attempts: 1 });
  if (verdict !== 'delivered') expect(line).toMatchObject({ reason: outcome.reason });
  if (retryAt !== undefined) expect(line).toMatchObject({ retryAt });
  expect(Object.keys(line ?? {}).filter((field) => !FIELDS.includes(field))).toEqual([]);
}
