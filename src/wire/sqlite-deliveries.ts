/** What deliveries leave behind on SQLite: progress, receipts, the ledger of who was sent what, and lanes. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import { marksWriting } from './sqlite-ledger.ts';
import { receiptsWriting } from './sqlite-receipts.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type { DeliveryBatch, LaneChange, Resend, SubscriberList } from './store.ts';
import type { Lane, LaneEvent, Progress } from './subscriber.ts';

export function recorder(database: DatabaseSync): SubscriberList['record'] {
  const write = {
    progress: progressWriting(database),
    receipts: receiptsWriting(database),
    sent: marksWriting(database),
    lane: laneWriting(database),
    resent: resentWriting(database),
    desk: deskWriting(database),
  };
  const writeAll = ({ progress, receipts, sent = [], lanes = [], resent = [], ...desk }: DeliveryBatch): number[] => {
    const dropped = [...progress].filter(([id, one]) => !write.progress(id, one)).map(([id]) => id);
    write.receipts(receipts);
    write.sent(sent);
    for (const change of lanes) write.lane(change);
    for (const one of resent) write.resent(one);
    write.desk(desk);
    return dropped;
  };
  return (batch) => speaking(() => inTransaction(database, () => writeAll(batch)));
}

/** False where it is dropped. */
function progressWriting(database: DatabaseSync): (id: number, progress: Progress) => boolean {
  const update = database.prepare(`
    UPDATE progress SET cursor = ?, failures = ?, failing_since = ?, retry_at = ?, last_error = ?,
      previous_seq = ?, sent_ahead = ?, behind = iif(state = 'active', ?, 1)
    FROM subscriber WHERE subscriber_id = ? AND id = subscriber_id AND generation = coalesce(?, generation)`);
  return (id, { cursor, sentAhead, failures, failingSince, retryAt, lastError, previousSeq, keepsUp, generation }) => {
    const ahead = sentAhead === undefined ? null : JSON.stringify(sentAhead);
    const trouble = [failingSince ?? null, retryAt ?? null, lastError ?? null] as const;
    const place = [previousSeq ?? null, ahead, keepsUp === true ? 0 : 1] as const;
    return update.run(cursor, failures, ...trouble, ...place, id, generation ?? null).changes > 0;
  };
}

function resentWriting(database: DatabaseSync): (resend: Pick<Resend, 'subscriberId' | 'guid'>) => void {
  const remove = database.prepare(`
    DELETE FROM resend WHERE subscriber_id = ? AND story_id = (SELECT id FROM story WHERE guid = ?)`);
  return ({ subscriberId, guid }) => {
    remove.run(subscriberId, guid);
  };
}

function deskWriting(database: DatabaseSync): (desk: Pick<DeliveryBatch, 'checkpoint' | 'isOrderly'>) => void {
  const update = database.prepare('UPDATE delivery SET checkpoint = max(checkpoint, ?), orderly = max(orderly, ?)');
  return ({ checkpoint = 0, isOrderly = false }) => {
    if (checkpoint > 0 || isOrderly) update.run(checkpoint, isOrderly ? 1 : 0);
  };
}

function laneWriting(database: DatabaseSync): (change: LaneChange) => void {
  // A subscriber may have been removed in the meantime: then there is nobody to wait for it.
  const replace = database.prepare(`
    INSERT OR REPLACE INTO lane
      (subscriber_id, story_id, kill_seq, event_seq, opened_at, failures, retry_at, last_error)
    SELECT subscriber.id, story.id, ?, ?, ?, ?, ?, ? FROM subscriber, story
    WHERE subscriber.id = ? AND story.guid = ?`);
  const remove = database.prepare(`
    DELETE FROM lane WHERE subscriber_id = ? AND story_id = (SELECT id FROM story WHERE guid = ?)`);
  return (change) => {
    const { subscriberId, guid } = change;
    if ('gone' in change) remove.run(subscriberId, guid);
    else {
      const { kill, event, openedAt, failures, retryAt, lastError } = change;
      const waiting = [kill?.seq ?? null, event?.seq ?? null, openedAt, failures] as const;
      replace.run(...waiting, retryAt ?? null, lastError ?? null, subscriberId, guid);
    }
  };
}

export function selectLanes(database: DatabaseSync): SubscriberList['lanes'] {
  const select = database.prepare(`
    SELECT lane.*, story.guid, killing.version AS kill_version, event.version AS event_version
    FROM lane JOIN story ON story.id = lane.story_id
    LEFT JOIN event AS killing ON killing.seq = lane.kill_seq
    LEFT JOIN event ON event.seq = lane.event_seq
    WHERE :ids IS NULL OR lane.subscriber_id IN (SELECT value FROM json_each(:ids))`);
  return (ids) => speaking(() => select.all({ ids: ids === undefined ? null : JSON.stringify(ids) }).map(laneFrom));
}

function laneFrom(row: Record<string, SQLOutputValue>): Lane {
  const kill = laneEvent(row['kill_seq'], row['kill_version']);
  const event = laneEvent(row['event_seq'], row['event_version']);
  return {
    subscriberId: Number(row['subscriber_id']),
    guid: String(row['guid']),
    ...(kill !== undefined && { kill }),
    ...(event !== undefined && { event }),
    openedAt: String(row['opened_at']),
    failures: Number(row['failures']),
    ...(row['retry_at'] !== null && { retryAt: String(row['retry_at']) }),
    ...(row['last_error'] !== null && { lastError: String(row['last_error']) }),
  };
}

function laneEvent(seq: SQLOutputValue | undefined, version: SQLOutputValue | undefined): LaneEvent | undefined {
  return seq === null || seq === undefined ? undefined : { seq: Number(seq), version: Number(version) };
}
