/**
 * A batched outbox on SQLite, as good as it gets: one row a delivery, inserted for each event in the transaction that
 * makes the event durable, read in pages, marked or deleted in batches. One process, so that nothing has to be claimed.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { answer } from '../processes/answering.ts';
import { IN_FLIGHT_MAX, messageOf } from '../processes/posting.ts';
import { fanOut, type FanOut, type Job } from './fan-out.ts';
import type { RivalSender } from './rival.ts';

export type OpenOutbox = {
  readonly file: string;
  /** What becomes of a row when it has been delivered: it stays as the record of that, or it goes. */
  readonly afterwards: 'kept' | 'deleted';
};

export type OutboxSender = RivalSender<OpenOutbox>;

/** As Wiredesk has it. */
const DURABLE = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;';
const FLUSH_DELAY_MS = 10;
const PAGE = 1_000;

const SCHEMA = `
  CREATE TABLE event (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
  CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- it is read on from: never used again
    event_id INTEGER NOT NULL,
    subscriber_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    status INTEGER,
    finished_at TEXT
  ) STRICT;
  CREATE INDEX delivery_due ON delivery (due_at, id) WHERE state = 'waiting';`;

type Row = Job & { readonly id: number };

let fan: FanOut | undefined;
let database: DatabaseSync | undefined;

const commands: OutboxSender = {
  async open({ file, afterwards, ...to }) {
    const opened = new DatabaseSync(file);
    opened.exec(`${DURABLE} ${SCHEMA}`);
    const outbox = outboxOn(opened, afterwards);
    const sending = fanOut({ ...to, isMessageInJob: false }, async (jobs) => {
      outbox.insert(jobs);
      turn();
    });
    let inFlight = 0;
    let isFlushDue = false;

    function turn(): void {
      while (inFlight < IN_FLIGHT_MAX) {
        const row = outbox.next();
        if (row === undefined) return;
        inFlight += 1;
        void sending.deliver(row).then(() => finish(row), fail);
      }
    }

    function finish(row: Row): void {
      inFlight -= 1;
      outbox.finish(row);
      if (!isFlushDue) setTimeout(flush, FLUSH_DELAY_MS);
      isFlushDue = true;
      turn();
    }

    function flush(): void {
      isFlushDue = false;
      sending.settled(outbox.flush());
    }

    database = opened;
    fan = sending;
  },
  burst: (options) => current().burst(options),
  paced: (options) => current().paced(options),
};

function outboxOn(on: DatabaseSync, afterwards: OpenOutbox['afterwards']) {
  const insertEvent = on.prepare('INSERT INTO event (id, body) VALUES (?, ?)');
  const insert = on.prepare(
    `INSERT INTO delivery (event_id, subscriber_id, state, due_at) VALUES (?, ?, 'waiting', ?)`,
  );
  const select = on.prepare(`
    SELECT id, event_id, subscriber_id FROM delivery
    WHERE state = 'waiting' AND due_at <= ? AND id > ? ORDER BY id LIMIT ${PAGE}`);
  const finished: StatementSync =
    afterwards === 'deleted'
      ? on.prepare('DELETE FROM delivery WHERE id = ?')
      : on.prepare(`
          UPDATE delivery SET state = 'delivered', attempts = attempts + 1, status = 204, finished_at = ? WHERE id = ?`);
  let page: Row[] = [];
  let read = 0;
  let isReadOut = true;
  let done: Row[] = [];

  function readOn(): void {
    if (isReadOut) return;
    const rows = select.all(new Date().toISOString(), read).map(rowFrom);
    read = rows.at(-1)?.id ?? read;
    isReadOut = rows.length < PAGE;
    page = rows.toReversed();
  }

  return {
    insert(jobs: readonly Job[]): void {
      const now = new Date().toISOString();
      const [first] = jobs;
      inTransaction(on, () => {
        if (first !== undefined) insertEvent.run(first.event, messageOf(first.event).body);
        for (const { event, subscriber } of jobs) insert.run(event, subscriber, now);
      });
      isReadOut = false;
    },
    next(): Row | undefined {
      if (page.length === 0) readOn();
      return page.pop();
    },
    finish(row: Row): void {
      done.push(row);
    },
    /** Returns how many. */
    flush(): number {
      const batch = done;
      done = [];
      const now = new Date().toISOString();
      inTransaction(on, () => {
        for (const { id } of batch) {
          if (afterwards === 'deleted') finished.run(id);
          else finished.run(now, id);
        }
      });
      return batch.length;
    },
  };
}

function rowFrom(row: Record<string, unknown>): Row {
  return { id: Number(row['id']), event: Number(row['event_id']), subscriber: Number(row['subscriber_id']) };
}

function inTransaction(on: DatabaseSync, work: () => void): void {
  on.exec('BEGIN IMMEDIATE');
  work();
  on.exec('COMMIT');
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

function current(): FanOut {
  if (fan === undefined) throw new Error('not opened yet');
  return fan;
}

answer(commands, async () => {
  await fan?.close();
  database?.close();
});
