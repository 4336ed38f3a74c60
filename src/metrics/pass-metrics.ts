/** What passes over stories/ come to, counted as they end. */
import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';

export type PassEnd = {
  /** Why it ran: `start`, `schedule`, `save`, `embargo`. */
  readonly reason: string;
  readonly tookMs: number;
  /** Absent where it could not do its work. */
  readonly pass?: {
    readonly new: readonly unknown[];
    readonly updated: readonly unknown[];
    readonly documentCount: number;
    readonly problems: readonly { readonly severity: string }[];
  };
};

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export function passMetrics(register: Registry): (end: PassEnd) => void {
  const registers = [register];
  const passes = new Counter({
    name: 'wiredesk_passes_total',
    help: 'Passes over stories/, by what set them off and whether they could do their work.',
    labelNames: ['reason', 'result'],
    registers,
  });
  const duration = new Histogram({
    name: 'wiredesk_pass_duration_seconds',
    help: 'How long a pass took.',
    buckets: BUCKETS,
    registers,
  });
  const published = new Counter({
    name: 'wiredesk_stories_published_total',
    help: 'Stories that went out: new ones, and new versions of those that were out.',
    labelNames: ['change'],
    registers,
  });
  const documents = new Counter({
    name: 'wiredesk_documents_written_total',
    help: 'Files written into feeds/.',
    registers,
  });
  const unusable = new Counter({
    name: 'wiredesk_story_errors_total',
    help: 'Story files that a pass could not use, counted by every pass that met them.',
    registers,
  });
  const last = new Gauge({
    name: 'wiredesk_last_pass_timestamp_seconds',
    help: 'When the last pass ended that could do its work, in seconds since 1970.',
    registers,
  });
  for (const change of ['new', 'updated']) published.labels(change).inc(0);

  return ({ reason, tookMs, pass }) => {
    passes.inc({ reason, result: pass === undefined ? 'failed' : 'ok' });
    duration.observe(tookMs / 1_000);
    if (pass === undefined) return;
    published.inc({ change: 'new' }, pass.new.length);
    published.inc({ change: 'updated' }, pass.updated.length);
    documents.inc(pass.documentCount);
    unusable.inc(pass.problems.filter(({ severity }) => severity === 'error').length);
    last.setToCurrentTime();
  };
}
