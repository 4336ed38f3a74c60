/** What a pass asks of the shelf of feeds costs as much in a large archive as in a small one. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { migrate } from '../../src/wire/migrate.ts';
import { sqliteFeedShelf } from '../../src/wire/sqlite-feed-shelf.ts';

/** Grow with the archive; the others hold a desk's feeds, and what is to be written. */
const LARGE = /^SCAN (story|version|event|feed_story|story_of_day)$/;

it('no question goes through all stories', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database);
  const asked: string[] = [];
  const listening = new Proxy(database, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string): StatementSync => {
            asked.push(sql);
            return target.prepare(sql);
          }
        : Reflect.get(target, name),
  });
  sqliteFeedShelf(listening);
  // All that there is of feeds is marked together only when everything is written anew.
  const each = asked.filter(
    (sql) => !sql.includes('INSERT OR IGNORE INTO stale_document\n    SELECT DISTINCT feed_id, place'),
  );
  expect(each.length).toBeGreaterThan(20);
  for (const sql of each) {
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(
      steps.filter(({ detail }) => LARGE.test(String(detail))),
      sql,
    ).toEqual([]);
  }
});
