/** The metrics of streams of events, over real HTTP. */
import { expect, it, vi } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { deskMetrics } from '../../src/metrics/desk-metrics.ts';
import { apiUnderTest, NOW } from '../api/api-under-test.ts';
import { readStream } from '../api/stream-reader.ts';
import { readPrometheusText } from '../support/prometheus-text.ts';
import { hasPromtool, promtoolFaults } from '../support/promtool.ts';
import { libya } from '../support/stories.ts';

const PATIENT = { timeout: 50_000, interval: 5 };

it('count streams while they are open, what goes to them, and why they end', async () => {
  const metrics = deskMetrics({ version: '1.2.3', log: { warn: () => undefined } });
  const api = await apiUnderTest({ operations, observer: metrics.streams });
  const samples = async (): Promise<Readonly<Record<string, number>>> => {
    const text = await metrics.text({ store: api.store, now: Date.now, backupAt: async () => undefined });
    if (hasPromtool) expect(promtoolFaults(text)).toBe('');
    const all = [...readPrometheusText(text).values()].flatMap((family) => family.samples);
    return Object.fromEntries(
      all
        .filter(({ name }) => name.startsWith('wiredesk_event_stream'))
        .map(({ name, labels, value }) => [
          `${name.slice('wiredesk_event_'.length)} ${labels['reason'] ?? ''}`.trim(),
          value,
        ]),
    );
  };
  const none = {
    streams_open: 0,
    stream_events_total: 0,
    'streams_ended_total slow_reader': 0,
    'streams_ended_total token_ended': 0,
    'streams_ended_total desk_stopping': 0,
    'streams_ended_total client_gone': 0,
  };
  expect(await samples()).toEqual(none);

  const commit = async (slug: string): Promise<void> => {
    const version = { ...libya, slug, guid: `urn:newsml:panapress.com:20210610:${slug}` };
    await api.store.log.append([{ version, committedAt: NOW }]);
    api.wake();
  };
  await commit('before');
  const late = readStream(api, { token: await api.token({ name: 'late' }), query: 'after=0' });
  const live = readStream(api, { token: await api.token({ name: 'live' }) });
  await vi.waitFor(
    () => expect([late.events().length, live.raw()]).toEqual([1, expect.stringContaining('retry')]),
    PATIENT,
  );
  await commit('after');
  await vi.waitFor(() => expect([late.events().length, live.events().length]).toEqual([2, 1]), PATIENT);
  expect(await samples()).toEqual({ ...none, streams_open: 2, stream_events_total: 3 });

  live.hangUp();
  await api.store.tokens.revoke('late', NOW);
  api.wake();
  await vi.waitFor(() => expect(api.places.taken()).toBe(0), PATIENT);
  expect(await samples()).toEqual({
    ...none,
    stream_events_total: 3,
    'streams_ended_total token_ended': 1,
    'streams_ended_total client_gone': 1,
  });
});
