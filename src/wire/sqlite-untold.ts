/** Who has a story that was taken back, and is not told of it as things stand: read on SQLite. */
import type { DatabaseSync } from 'node:sqlite';

import type { EventType } from '../story/story.ts';
import { WITHDRAWAL_TYPES } from './event.ts';
import { speaking } from './sqlite-transaction.ts';
import type { SubscriberList } from './store.ts';
import type { Subscriber } from './subscriber.ts';

export function selectUntold(database: DatabaseSync): SubscriberList['untold'] {
  // From the withdrawn stories, which have an index: the ledger holds everything that was ever sent.
  const select = database.prepare(`
    SELECT subscriber.name, subscriber.state, story.guid, event.version, event.type, event.committed_at
    FROM story
    JOIN event ON event.seq = story.seq
    JOIN subscriber ON subscriber.state <> 'active'
    JOIN ledger ON ledger.story_id = story.id AND ledger.subscriber_id = subscriber.id
    WHERE story.pub_status <> 'usable' AND event.type IN (${WITHDRAWAL_TYPES}) AND ledger.delivered < event.version
    ORDER BY subscriber.id, event.seq`);
  return () =>
    speaking(() =>
      select.all().map((row) => ({
        subscriber: String(row['name']),
        state: String(row['state']) as Subscriber['state'],
        guid: String(row['guid']),
        version: Number(row['version']),
        type: String(row['type']) as EventType,
        committedAt: String(row['committed_at']),
      })),
    );
}
