/** Whom deliveries are for, on SQLite: all at the start, and then whoever has changed. */
import type { DatabaseSync } from 'node:sqlite';

import type { Filter } from '../story/filter.ts';
import { SUBSCRIBERS } from './sqlite-subscriber-row.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type { Census, CensusEntry, SubscriberList } from './store.ts';

const HEAD = '(SELECT coalesce(max(seq), 0) FROM event)';

/**
 * Whoever keeps up has all that matches up to its own cursor too, and with it every kill is decided: a desk whose first
 * subscribers came late, or whose log grew without deliveries, is not read from its beginning. Where nobody keeps up, who
 * is behind reads by itself.
 */
const SLOWEST = `coalesce((SELECT min(cursor) FROM ${SUBSCRIBERS} WHERE state = 'active' AND behind = 0), ${HEAD})`;

export function takeCensus(database: DatabaseSync): Pick<SubscriberList, 'begin' | 'changes'> {
  const beginLife = database.prepare(`
    UPDATE delivery SET life = life + 1, orderly = 0, checkpoint = max(checkpoint, min(${HEAD}, ${SLOWEST})),
      crashed_life = iif(orderly, crashed_life, life + 1),
      crashed_until = iif(orderly, crashed_until, ${HEAD})
    RETURNING *`);
  const selectActive = database.prepare(`
    SELECT id, filter, behind OR former_settings IS NOT NULL OR EXISTS (SELECT 1 FROM lane WHERE lane.subscriber_id = subscriber.id)
      OR EXISTS (SELECT 1 FROM resend WHERE resend.subscriber_id = subscriber.id) AS owed
    FROM ${SUBSCRIBERS} WHERE state = 'active' ORDER BY id`);
  const selectMark = database.prepare('SELECT coalesce(max(id), 0) AS mark FROM subscriber_change');
  const selectChanges = database.prepare('SELECT id, subscriber_id FROM subscriber_change WHERE id > ? ORDER BY id');

  function census(): Census {
    const life = beginLife.get();
    const active: CensusEntry[] = [];
    const filters = new Map<string, Filter>();
    for (const row of selectActive.iterate()) {
      const filter = filterFrom(String(row['filter']), filters);
      active.push({ id: Number(row['id']), filter, mayBeOwed: row['owed'] === 1 });
    }
    return {
      active,
      mark: Number(selectMark.get()?.['mark']),
      checkpoint: Number(life?.['checkpoint']),
      crashedLife: Number(life?.['crashed_life']),
      crashedUntil: Number(life?.['crashed_until']),
    };
  }

  return {
    begin: () => speaking(() => inTransaction(database, census)),
    changes: (mark) =>
      speaking(() => {
        const rows = selectChanges.all(mark);
        const ids = new Set(rows.map((row) => Number(row['subscriber_id'])));
        return { mark: Number(rows.at(-1)?.['id'] ?? mark), ids: [...ids] };
      }),
  };
}

/** Most subscribers share a few filters: each is read and kept once. */
function filterFrom(text: string, known: Map<string, Filter>): Filter {
  const before = known.get(text);
  if (before !== undefined) return before;
  const filter = JSON.parse(text) as Filter;
  known.set(text, filter);
  return filter;
}
