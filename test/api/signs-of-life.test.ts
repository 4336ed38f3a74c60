/** A stream of server-sent events on which nothing comes: no proxy is to take it for dead. */
import { expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { libya } from '../support/stories.ts';
import { apiUnderTest, NOW } from './api-under-test.ts';
import { readStream } from './stream-reader.ts';

const PATIENT = { timeout: 50_000, interval: 5 };

it('is told to live as long as a log is read for it in which nothing may be for it', async () => {
  const api = await apiUnderTest({ operations });
  const { log } = api.store;
  await log.append([{ version: libya, committedAt: NOW }]);
  const publicHead = log.publicHead.bind(log);
  const { promise, resolve } = Promise.withResolvers<void>();
  const reading = vi.spyOn(log, 'publicHead').mockImplementation(() => promise.then(publicHead));
  const reader = readStream(api, { token: await api.token(), query: 'after=0' });
  await vi.waitFor(() => expect(reading).toHaveBeenCalled(), PATIENT);
  await vi.waitFor(() => expect(reader.raw()).toContain('\n\n:\n\n'), PATIENT);
  expect(reader.lastEventId()).toBeUndefined();
  resolve();
  await vi.waitFor(() => expect(reader.events()).toHaveLength(1), PATIENT);
});
