/**
 * Loaded into a desk before its own code (`node --import`): has SQLite refuse its writes to the wire, and take them again,
 * when the test says so. The refusals are SQLite's own, as a full disk and a read-only one bring them about.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

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
const MOOD = 'WIREDESK_TEST_STORE_MOOD';

class Wire extends sqlite.DatabaseSync {
  constructor(...given: ConstructorParameters<typeof DatabaseSync>) {
    super(...given);
    if (!String(given[0]).endsWith('wire.sqlite')) return;
    wires.push(this);
    // A thread that begins later has the environment of its beginning.
    const mood = process.env[MOOD] as StoreMood | undefined;
    if (mood !== undefined) this.exec(MOODS[mood]);
  }
}

sqlite.DatabaseSync = Wire;
syncBuiltinESMExports();

function setMood(mood: StoreMood): void {
  process.env[MOOD] = mood;
  for (const wire of wires) if (wire.isOpen) wire.exec(MOODS[mood]);
}

// oxlint-disable unicorn/prefer-add-event-listener, unicorn/require-post-message-target-origin -- channels, not windows
// The threads of the desk have connections of their own.
const told = new BroadcastChannel('store mood');
const heard = new BroadcastChannel('store mood heard');
told.unref();
heard.unref();

type Heard = { readonly threadId: number; readonly mood: StoreMood | undefined };

if (isMainThread) {
  const threads = new Map<number, StoreMood | undefined>();
  let wanted: StoreMood | undefined;
  const answerOnceAllHaveIt = (): void => {
    if (wanted === undefined || [...threads.values()].some((mood) => mood !== wanted)) return;
    process.send?.(wanted);
    wanted = undefined;
  };
  process.on('worker', (thread) => {
    const id = thread.threadId;
    threads.set(id, undefined);
    thread.once('exit', () => {
      threads.delete(id);
      answerOnceAllHaveIt();
    });
  });
  heard.onmessage = ({ data }) => {
    const { threadId: id, mood } = data as Heard;
    if (!threads.has(id)) return;
    threads.set(id, mood);
    // One that began while the mood was told has not heard it: it says so with its beginning, and is told again.
    if (wanted !== undefined && mood !== wanted) told.postMessage(wanted);
    answerOnceAllHaveIt();
  };
  process.on('message', (mood: StoreMood) => {
    setMood(mood);
    wanted = mood;
    told.postMessage(mood);
    answerOnceAllHaveIt();
  });
  // It listens for as long as the desk lives, and keeps it from ending no longer.
  process.channel?.unref();
} else {
  const hear = (mood: StoreMood | undefined): void => heard.postMessage({ threadId, mood } satisfies Heard);
  told.onmessage = ({ data }) => {
    setMood(data as StoreMood);
    hear(data as StoreMood);
  };
  hear(process.env[MOOD] as StoreMood | undefined);
}
