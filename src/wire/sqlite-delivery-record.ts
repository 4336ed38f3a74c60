/**
 * The record of deliveries on SQLite. Each question has its index (migrations/), however many receipts there are; CROSS
 * JOIN keeps SQLite to the order of tables that uses it.
 */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { EventType } from '../story/story.ts';
import { SAMPLE_MAX, type DeliveryRecord, type DeliverySearch, type RecordedDelivery } from './delivery-record.ts';
import { receiptPruning } from './sqlite-receipt-pruning.ts';
import { ownReceipts, type OwnReceipts } from './sqlite-receipt-runs.ts';
import { receiptFrom } from './sqlite-receipts.ts';
import { speaking } from './sqlite-transaction.ts';

export function sqliteDeliveryRecord(database: DatabaseSync): DeliveryRecord {
  const firstSince = receiptSince(database);
  const own = ownReceipts(database);
  const countDead = database.prepare(
    'SELECT count(*) AS count FROM receipt WHERE subscriber_id = ? AND dead = 1 AND id >= ?',
  );
  const sample = database.prepare(SAMPLE);
  return {
    prune: receiptPruning(database),
    find: (search) =>
      speaking(() => {
        const { sql, values } = question(search, search.since === undefined ? 0 : firstSince(search.since), own);
        return database.prepare(sql).all(values).map(deliveryFrom);
      }),
    summary: (subscriberId, since) =>
      speaking(() => {
        const from = firstSince(since);
        const dead = Number(countDead.get(subscriberId, from)?.['count']);
        const newest = sample.all(JSON.stringify(own.newest(subscriberId, { from, limit: SAMPLE_MAX })));
        return {
          delivered: own.count(subscriberId, from) - dead,
          dead,
          sample: {
            delivered: newest.filter((row) => row['dead'] === 0).length,
            attempts: newest.reduce((sum, { attempts }) => sum + Number(attempts), 0),
            latencies: newest.filter((row) => row['is_timed'] === 1).map(latencyFrom),
          },
        };
      }),
  };
}

export const SAMPLE = `
  SELECT newest.*, event.committed_at,
    newest.dead = 0 AND event.committed_at >= subscriber.created_at AND NOT EXISTS (
      SELECT 1 FROM receipt AS earlier
      WHERE earlier.seq = newest.seq AND earlier.subscriber_id = newest.subscriber_id
        AND earlier.id < newest.id AND earlier.dead = 0) AS is_timed
  FROM (SELECT * FROM receipt WHERE id IN (SELECT value FROM json_each(?))) AS newest
  CROSS JOIN subscriber ON subscriber.id = newest.subscriber_id
  CROSS JOIN event ON event.seq = newest.seq`;

/** The first receipt of that time or later, by halving: receipts lie in the order in which they were finished. */
function receiptSince(database: DatabaseSync): (instant: string) => number {
  const last = database.prepare('SELECT max(id) AS id FROM receipt');
  const next = database.prepare('SELECT id, finished_at FROM receipt WHERE id >= ? ORDER BY id LIMIT 1');
  return (since) => {
    const instant = Date.parse(since);
    let [low, high] = [1, Number(last.get()?.['id'] ?? 0) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = next.get(middle);
      if (row !== undefined && Number(row['finished_at']) < instant) low = Number(row['id']) + 1;
      else high = middle;
    }
    return low;
  };
}

type Question = { readonly sql: string; readonly values: Record<string, string | number> };

/** `from`: the first receipt to look at. */
export function question(search: DeliverySearch, from: number, own: OwnReceipts): Question {
  const { source, conditions, values } = sought(search, from, own);
  return {
    sql: `
      SELECT newest.*, subscriber.name, event.type, event.version, event.committed_at,
        iif(event.audience IS NULL, coalesce(event.public_seq, event.seq), NULL) AS sequence, story.guid, story.slug,
        json_extract(version.content, '$.story.headline') AS headline, refusal.answer
      FROM (SELECT receipt.* FROM ${source} WHERE ${conditions.join(' AND ')} ORDER BY receipt.id DESC LIMIT :limit) AS newest
      CROSS JOIN event ON event.seq = newest.seq CROSS JOIN story ON story.id = event.story_id
      CROSS JOIN version ON version.story_id = story.id AND version.version = event.version
      LEFT JOIN subscriber ON subscriber.id = newest.subscriber_id
      LEFT JOIN refusal ON refusal.receipt_id = newest.id
      ORDER BY newest.id DESC`,
    values: { ...values, limit: search.limit },
  };
}

type Sought = Pick<Question, 'values'> & { readonly source: string; readonly conditions: readonly string[] };

function sought({ subscriberId, guid, outcome, limit }: DeliverySearch, from: number, own: OwnReceipts): Sought {
  if (subscriberId !== undefined && guid === undefined && outcome !== 'dead') {
    const ids = own.newest(subscriberId, { from, limit, isDeliveredOnly: outcome === 'delivered' });
    const conditions = ['receipt.id IN (SELECT value FROM json_each(:ids))'];
    return { source: 'receipt', conditions, values: { ids: JSON.stringify(ids) } };
  }
  const source =
    guid === undefined
      ? `receipt ${outcome === 'dead' ? 'INDEXED BY receipt_dead' : ''}`
      : 'story CROSS JOIN event ON event.story_id = story.id CROSS JOIN receipt ON receipt.seq = event.seq';
  const conditions = [
    'receipt.id >= :from',
    ...(guid === undefined ? [] : ['story.guid = :guid']),
    ...(subscriberId === undefined ? [] : ['receipt.subscriber_id = :subscriberId']),
    ...(outcome === undefined ? [] : [`receipt.dead = ${outcome === 'dead' ? 1 : 0}`]),
  ];
  const values = { from, ...(subscriberId !== undefined && { subscriberId }), ...(guid !== undefined && { guid }) };
  return { source, conditions, values };
}

function deliveryFrom(row: Record<string, SQLOutputValue>): RecordedDelivery {
  return {
    ...receiptFrom(row),
    ...(row['answer'] !== null && { answer: String(row['answer']) }),
    ...(row['name'] !== null && { subscriber: String(row['name']) }),
    event: String(row['type']) as EventType,
    ...(row['sequence'] !== null && { sequence: Number(row['sequence']) }),
    guid: String(row['guid']),
    slug: String(row['slug']),
    version: Number(row['version']),
    headline: String(row['headline']),
    committedAt: String(row['committed_at']),
  };
}

function latencyFrom(row: Record<string, SQLOutputValue>): number {
  return Math.max(0, Number(row['finished_at']) - Date.parse(String(row['committed_at'])));
}
