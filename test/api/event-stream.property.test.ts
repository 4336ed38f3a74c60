/** Whatever happens on the wire while a stream is open: what comes, and what does not. */
import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { apiUnderTest } from './api-under-test.ts';
import { readToEnd } from './read-events.ts';
import { markOf, schedule, Wire } from './schedule.ts';
import { readStream } from './stream-reader.ts';

const PATIENT = { timeout: 50_000, interval: 5 };

it('a stream has all that pages have, in order and once, and nothing of what is secret', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(schedule, fc.boolean(), fc.nat(10), async (steps, isTrusted, pace) => {
      const api = await apiUnderTest({ operations, requestsPerMinute: 1_000_000 });
      const wire = new Wire(api.store);
      const token = await api.token({ isTrusted });
      const reader = readStream(api, { token, query: 'after=0' });
      await vi.waitFor(() => expect(reader.raw()).toContain('retry'), PATIENT);
      for (const [index, step] of steps.entries()) {
        await wire.take(step);
        api.wake();
        if (index % (pace + 1) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      const told = await readToEnd(api, { token });
      const end = told.pages.at(-1)?.next;
      // A sign of life says that all up to there has been told.
      await vi.waitFor(() => expect(reader.lastEventId() ?? '0').toBe(end), PATIENT);
      const cursors = reader.events().map(({ cursor }) => cursor);
      expect(cursors).toEqual(reader.events().map(({ lastEventId }) => lastEventId));
      expect(new Set(cursors).size).toBe(cursors.length);
      // What was taken back since it came has come all the same.
      const standing = told.events.map(({ id }) => id);
      expect(reader.events().flatMap(({ id }) => (standing.includes(id) ? [id] : []))).toEqual(standing);
      for (const { version } of wire.committed) {
        if (!isTrusted && version.audience === 'trusted') expect(reader.raw()).not.toContain(markOf(version));
      }
      reader.hangUp();
      await api.close();
    }),
    { numRuns: 20 },
  ),
);
