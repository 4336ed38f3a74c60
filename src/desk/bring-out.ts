/** What follows an act on the wire: `feeds/` and deliveries, by the desk that runs, or else here and now. */
import { type ChangedDocuments, NO_DOCUMENTS } from '../publish/changed-documents.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { deliverWhatIsDue, type DeliverySummary } from './delivery.ts';
import { runningDesk } from './locks.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import { backupTakenAt } from './backup/restored.ts';
import { runPass } from './run-pass.ts';

export type BroughtOut =
  /** The process that does it: it sees the wire several times a second. */
  | { readonly leftTo: string }
  /** This desk was made from a backup, and waits for its operator's word. */
  | { readonly waitsFor: 'wiredesk restored' }
  | (ChangedDocuments & {
      /** Why feeds/ could not be written; the next pass does it. */
      readonly feedsFailure?: string;
      readonly deliveries: DeliverySummary;
    });

export async function bringOut(desk: OpenDesk, command: string, log: Log): Promise<BroughtOut> {
  const leftTo = runningDesk(desk.folders);
  if (leftTo !== undefined) return { leftTo };
  if ((await backupTakenAt(desk.store)) !== undefined) return { waitsFor: 'wiredesk restored' };
  const written = await writeFeeds(desk, command);
  return {
    ...written,
    deliveries: await deliverWhatIsDue(desk, log, { signal: new AbortController().signal, observers: [] }),
  };
}

/** The act is on the wire, and who has the story is to be told of it, whatever becomes of feeds/. */
async function writeFeeds(
  desk: OpenDesk,
  command: string,
): Promise<ChangedDocuments & { readonly feedsFailure?: string }> {
  try {
    const { documents, documentCount } = await runPass(desk, new Set(), { command, patienceMs: 0 });
    return { documents, documentCount };
  } catch (error) {
    if (!(error instanceof WiredeskError)) throw error;
    return { ...NO_DOCUMENTS, feedsFailure: error.message };
  }
}
