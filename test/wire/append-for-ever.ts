/** A process that appends and reports until it is killed: `node append-for-ever.ts FILE`. */
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { commitOf } from './commits.ts';

const store = await openSqliteStore(process.argv[2] ?? '');
for (let version = 1; ; version += 1) {
  const commit = commitOf('a');
  const [event] = await store.log.append([{ ...commit, version: { ...commit.version, version } }]);
  process.stdout.write(`${event?.seq}\n`);
}
