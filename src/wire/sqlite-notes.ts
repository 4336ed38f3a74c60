/** Small facts that are kept by their names, on SQLite. Both throw what SQLite does. */
import type { DatabaseSync } from 'node:sqlite';

export function noteReading(database: DatabaseSync): (name: string) => string | undefined {
  const select = database.prepare('SELECT value FROM note WHERE name = ?');
  return (name) => {
    const row = select.get(name);
    return row === undefined ? undefined : String(row['value']);
  };
}

export function noteWriting(database: DatabaseSync): (name: string, value: string) => void {
  const upsert = database.prepare(
    'INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return (name, value) => void upsert.run(name, value);
}
