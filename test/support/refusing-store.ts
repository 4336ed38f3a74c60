/**
 * Loaded into a desk before its own code (`node --import`): has SQLite refuse its writes to the wire, and take them again,
 * when the test says so. The refusals are SQLite's own, as a full disk and a read-only one bring them about.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';

export type StoreMood = 'well' | 'full' | 'read-only';

const MOODS: Readonly<Record<StoreMood, string>> = {
  well: 'PRAGMA query_only = OFF; PRAGMA max_page_count = 1073741823',
  // It can have no page more than it has (sqlite.org/pragma.html#pragma_max_page_count): SQLITE_FULL.
  full: 'PRAGMA max_page_count = 1',
  // SQLITE_READONLY (sqlite.org/pragma.html#pragma_query_only).
  'read-only': 'PRAGMA query_only = ON',
};

const sqlite = createRequire(import.meta.url)('node:sqlite') as { DatabaseSync: typeof DatabaseSync };
const wires: DatabaseSync[] = [];

class Wire extends sqlite.DatabaseSync {
  constructor(...given: ConstructorParameters<typeof DatabaseSync>) {
    super(...given);
    if (String(given[0]).endsWith('wire.sqlite')) wires.push(this);
  }
}

sqlite.DatabaseSync = Wire;
syncBuiltinESMExports();

process.on('message', (mood: StoreMood) => {
  for (const wire of wires) if (wire.isOpen) wire.exec(MOODS[mood]);
  process.send?.(mood);
});
// It listens for as long as the desk lives, and keeps it from ending no longer.
process.channel?.unref();
