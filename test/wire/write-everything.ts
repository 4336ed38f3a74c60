/** A process that makes every kind of write on a wire, and prints what became of each: `{ "append": "unavailable", ... }`. */
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { StoreError } from '../../src/wire/store.ts';
import { commitOf } from './samples.ts';

await using store = await openSqliteStore(process.argv[2] ?? '');
const { log, stories, subscribers } = store;
const file = { hash: 'other', stamp: 'other' };
const now = '2026-11-24T12:00:00.000Z';
const { id, ...known } = (await subscribers.withName('lusa')) ?? { id: 0, url: '' };
const guid = (await log.head())?.guid ?? '';
const subscriber = { url: known.url, format: 'ninjs', filter: {}, createdAt: now, cursor: 0, secret: 'whsec_MDEy' };
const progress = new Map([[id, { cursor: 1, failures: 1, lastError: 'HTTP 503' }]]);

const writes: Readonly<Record<string, () => Promise<unknown>>> = {
  append: () => log.append([commitOf('another')]),
  together: () => store.together(() => log.append([commitOf('one of several')])),
  refile: () => stories.refile(guid, 'renamed.txt', file),
  markMissing: () => stories.markMissing(['a.txt']),
  setNote: () => store.setNote('name', 'value'),
  add: () => subscribers.add({ ...subscriber, name: 'ips' }),
  setState: () => subscribers.setState(id, 'paused'),
  setRequestHeaders: () => subscribers.setRequestHeaders(id, { 'x-a': 'b' }),
  rotateSecret: () => subscribers.rotateSecret(id, { secret: 'whsec_MDEy', now, bothUntil: now }),
  setBack: () => subscribers.setBack(id, 0),
  resume: () => subscribers.resume(id, 1),
  record: () => subscribers.record({ progress, receipts: [] }),
  remove: () => subscribers.remove(id),
};

const results: Record<string, string> = {};
for (const [name, write] of Object.entries(writes)) results[name] = await write().then(() => 'written', codeOf);
process.stdout.write(JSON.stringify(results));

function codeOf(error: unknown): string {
  return error instanceof StoreError ? error.code : String(error);
}
