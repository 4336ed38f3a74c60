/** The ledger on SQLite: who has been sent which version of which story, for ever. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import { remembered } from '../story/remembered.ts';
import { rowsWriting } from './sqlite-rows.ts';
import { speaking } from './sqlite-transaction.ts';
import type { SubscriberList } from './store.ts';
import type { SentMark } from './subscriber.ts';

/** Within a transaction. */
export function marksWriting(database: DatabaseSync): (marks: readonly SentMark[]) => void {
  const storyIdOf = storyNumbers(database);
  const write = rowsWriting(database, {
    insert: 'INSERT INTO ledger (story_id, subscriber_id, delivered, possible)',
    columns: 4,
    rest: `ON CONFLICT (story_id, subscriber_id) DO UPDATE
      SET delivered = max(delivered, excluded.delivered), possible = max(possible, excluded.possible)`,
  });
  return (marks) => {
    const values: SQLInputValue[] = [];
    for (const { subscriberId, guid, version, outcome } of marks) {
      const storyId = storyIdOf(guid);
      if (storyId === undefined) continue;
      const isDelivered = outcome === 'delivered';
      values.push(storyId, subscriberId, isDelivered ? version : 0, isDelivered ? 0 : version);
    }
    write(values);
  };
}

/** A story's number is its for ever, and many marks in a row are of the same few. */
function storyNumbers(database: DatabaseSync): (guid: string) => number | undefined {
  const select = database.prepare('SELECT id FROM story WHERE guid = ?');
  return remembered((guid) => {
    const row = select.get(guid);
    return row === undefined ? undefined : Number(row['id']);
  });
}

export function selectReceivers(database: DatabaseSync): SubscriberList['receivers'] {
  const select = database.prepare(`
    SELECT subscriber_id, delivered, possible FROM ledger
    WHERE story_id = (SELECT id FROM story WHERE guid = ?) ORDER BY subscriber_id`);
  return (guid) =>
    speaking(() =>
      select.all(guid).map((row) => ({
        subscriberId: Number(row['subscriber_id']),
        delivered: Number(row['delivered']),
        possible: Number(row['possible']),
      })),
    );
}
