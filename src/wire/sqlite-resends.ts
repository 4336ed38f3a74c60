/** What somebody has asked to be sent again, on SQLite. */
import type { DatabaseSync } from 'node:sqlite';

import type { StoryVersion } from '../story/story.ts';
import { WITHDRAWAL_TYPES } from './event.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type { SubscriberList } from './store.ts';

export function resends(database: DatabaseSync): Pick<SubscriberList, 'askToResend' | 'toResend'> {
  const insert = database.prepare(`
    INSERT INTO resend (subscriber_id, story_id) SELECT subscriber.id, story.id FROM subscriber, story
    WHERE subscriber.id = ? AND story.guid = ? ON CONFLICT DO NOTHING`);
  // Whoever has the kill is owed it once more.
  const forgetKill = database.prepare(`
    UPDATE ledger SET delivered = story.version - 1, possible = max(possible, story.version - 1)
    FROM story JOIN event ON event.seq = story.seq AND event.type IN (${WITHDRAWAL_TYPES})
    WHERE story.guid = ? AND ledger.story_id = story.id AND ledger.subscriber_id = ?
      AND ledger.delivered = story.version`);
  const select = database.prepare(`
    SELECT subscriber_id, guid, story.seq, story.version, json_extract(content, '$.pubStatus') AS status,
      json_extract(content, '$.audience') AS reserved, json_extract(content, '$.heldBy') AS held_by
    FROM resend JOIN story ON story.id = resend.story_id
    JOIN version ON version.story_id = story.id AND version.version = story.version
    WHERE subscriber_id IN (SELECT value FROM json_each(?)) ORDER BY subscriber_id, story.seq`);
  return {
    askToResend: async (id, guids) => {
      await speaking(() =>
        inTransaction(database, () => {
          for (const guid of guids) {
            insert.run(id, guid);
            forgetKill.run(guid, id);
          }
        }),
      );
    },
    toResend: (ids) =>
      speaking(() =>
        select.all(JSON.stringify(ids)).map((row) => ({
          subscriberId: Number(row['subscriber_id']),
          guid: String(row['guid']),
          seq: Number(row['seq']),
          version: Number(row['version']),
          pubStatus: String(row['status']) as StoryVersion['pubStatus'],
          ...(row['reserved'] === 'trusted' && { audience: 'trusted' as const }),
          ...(row['held_by'] !== null && { heldBy: String(row['held_by']) as NonNullable<StoryVersion['heldBy']> }),
        })),
      ),
  };
}
