/** A desk's metrics, where wiredesk.yaml gives them a port: their library is loaded only then. */
import { release } from '../config/release.ts';
import type { ListeningServer } from '../http/listening.ts';
import type { DeskMetrics } from '../metrics/desk-metrics.ts';
import { lastBackup } from './backup/last-backup.ts';
import type { RunningDelivery } from './delivery.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

export async function openMetrics({ settings }: OpenDesk, log: Log): Promise<DeskMetrics | undefined> {
  if (settings.metrics.port === undefined) return undefined;
  const { deskMetrics } = await import('../metrics/desk-metrics.ts');
  return deskMetrics({ version: release.version, log });
}

/** Rejects with a `WiredeskError` where its port cannot be had. */
export async function serveMetrics(
  metrics: DeskMetrics | undefined,
  { settings, store }: OpenDesk,
  { state }: Pick<RunningDelivery, 'state'>,
  log: Log,
): Promise<ListeningServer | undefined> {
  const { host, port } = settings.metrics;
  if (metrics === undefined || port === undefined) return undefined;
  const { startMetricsServer } = await import('../metrics/server.ts');
  const backupAt = async (): Promise<number | undefined> => {
    const last = await lastBackup(store);
    return last === undefined ? undefined : Date.parse(last.takenAt);
  };
  const sources = { store, backupAt, now: Date.now, ...(state !== undefined && { state }) };
  return startMetricsServer({
    host,
    port,
    log,
    contentType: metrics.contentType,
    text: () => metrics.text(sources),
  });
}
