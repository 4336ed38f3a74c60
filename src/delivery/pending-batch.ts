/** What waits to be written together. */
import type { DeliveryBatch, LaneChange, Resend } from '../wire/store.ts';
import type { Progress, Receipt, SentMark } from '../wire/subscriber.ts';

/** What there is to write of one subscriber besides its progress. */
export type Change = {
  readonly receipts?: readonly Receipt[];
  readonly sent?: readonly SentMark[];
  readonly lanes?: readonly LaneChange[];
  readonly resent?: DeliveryBatch['resent'];
};

export type PendingBatch = {
  readonly progress: Map<number, Progress>;
  readonly receipts: Receipt[];
  readonly sent: SentMark[];
  readonly lanes: LaneChange[];
  readonly resent: Pick<Resend, 'subscriberId' | 'guid'>[];
  /** Told whose progress was dropped. */
  readonly waiting: ((dropped: readonly number[]) => void)[];
};

export function nothing(): PendingBatch {
  return { progress: new Map(), receipts: [], sent: [], lanes: [], resent: [], waiting: [] };
}

export function addTo(pending: PendingBatch, subscriberId: number, progress: Progress, change: Change = {}): void {
  const { receipts, sent, lanes, resent } = change;
  pending.progress.set(subscriberId, progress);
  if (receipts !== undefined) pending.receipts.push(...receipts);
  if (sent !== undefined) pending.sent.push(...sent);
  if (lanes !== undefined) pending.lanes.push(...lanes);
  if (resent !== undefined) pending.resent.push(...resent);
}

export function merged(earlier: PendingBatch, later: PendingBatch): PendingBatch {
  return {
    progress: new Map([...earlier.progress, ...later.progress]),
    receipts: [...earlier.receipts, ...later.receipts],
    sent: [...earlier.sent, ...later.sent],
    lanes: [...earlier.lanes, ...later.lanes],
    resent: [...earlier.resent, ...later.resent],
    waiting: [...earlier.waiting, ...later.waiting],
  };
}
