/** What becomes of streams of events, counted as it happens; no label names anybody. */
import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** Why a stream has ended: a series each, there from the start. */
const OUTCOMES = ['slow-reader', 'token-ended', 'desk-stopping', 'client-gone'] as const;

export type StreamMetrics = {
  readonly opened: () => void;
  readonly sent: (events: number) => void;
  readonly ended: (outcome: (typeof OUTCOMES)[number]) => void;
};

export function streamMetrics(register: Registry): StreamMetrics {
  const registers = [register];
  const open = new Gauge({
    name: 'wiredesk_event_streams_open',
    help: 'Streams of events that clients hold open.',
    registers,
  });
  const ended = new Counter({
    name: 'wiredesk_event_streams_ended_total',
    help: 'Streams of events that have ended, by why: their client went away, or was dropped.',
    labelNames: ['reason'],
    registers,
  });
  const events = new Counter({
    name: 'wiredesk_event_stream_events_total',
    help: 'Events written to streams, each as often as there are streams that it went to.',
    registers,
  });
  for (const reason of OUTCOMES) ended.labels(labelOf(reason)).inc(0);
  return {
    opened: () => open.inc(),
    sent: (count) => events.inc(count),
    ended: (reason) => {
      open.dec();
      ended.labels(labelOf(reason)).inc();
    },
  };
}

function labelOf(reason: string): string {
  return reason.replaceAll('-', '_');
}
