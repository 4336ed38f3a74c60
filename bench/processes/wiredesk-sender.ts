/** Wiredesk as it delivers: the log on disk, durable, receipts on, a log line for each outcome. */
import { startDeliveries, type Deliveries } from '../../src/delivery/delivery.ts';
import { openLog } from '../../src/desk/log.ts';
import { pushFormats } from '../../src/formats/index.ts';
import type { ListeningServer } from '../../src/http/listening.ts';
import { startServer } from '../../src/web/server.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { recordApart, type RecorderApart } from '../../src/wire/record-apart.ts';
import type { Store } from '../../src/wire/store.ts';
import { benchDesk, commitOf, policyFor, storyOf, subscriberOf, type StoryKind, type Targets } from '../material.ts';
import { atPace } from '../measure/pace.ts';
import { measured, type Work } from '../measure/work.ts';
import { answer } from './answering.ts';
import { countedStore, withoutRecords, type RowsWritten } from './counted-store.ts';

export type OpenWiredesk = Targets & {
  /** Of the wire. */
  readonly file: string;
  /** Added to those on the wire, which have to have everything so far. */
  readonly subscribers: number;
  /** Subscribers from this number on lead to that port, where nobody listens. */
  readonly refusing?: { readonly from: number; readonly port: number };
  /** Keeps neither receipts nor the ledger. */
  readonly withoutRecords?: boolean;
};

export type BurstOptions = {
  /** The number of the first story. */
  readonly from: number;
  readonly events: number;
};

export type PacedOptions = BurstOptions & { readonly everyMs: number };

export type Commit = {
  readonly seq: number;
  /** When it was on disk: milliseconds since 1970, with fractions. */
  readonly at: number;
};

export type WiredeskSender = {
  /** In place of the wire that was open before. */
  readonly open: (options: OpenWiredesk) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Commits so many stories, one after the other, and waits until all is delivered and on disk. */
  readonly burst: (options: BurstOptions) => Promise<Work>;
  /** Commits a story every so often, and waits as `burst` does once the last has had its time. */
  readonly paced: (options: PacedOptions) => Promise<Work>;
  /** The same without that wait. */
  readonly pace: (options: PacedOptions) => Promise<readonly Commit[]>;
  readonly commitOne: (options: { readonly number: number; readonly kind: StoryKind }) => Promise<Commit>;
  /** Serves that folder from now on, on a free port, which it returns. */
  readonly serve: (options: { readonly feedsFolder: string }) => Promise<number>;
  /** Since `open`. */
  readonly written: () => Promise<RowsWritten>;
  /** Failed attempts in a row, all together, of subscribers from that number on. */
  readonly failures: (options: { readonly from: number }) => Promise<number>;
};

type Opened = Deliveries & {
  readonly store: Store;
  readonly apart: RecorderApart;
  readonly written: () => RowsWritten;
};

let opened: Opened | undefined;
let delivered = 0;
let web: ListeningServer | undefined;

const commands: WiredeskSender = {
  async open({ file, subscribers, refusing, withoutRecords: isWithoutRecords, ...targets }) {
    await close();
    const wire = await openSqliteStore(file);
    const apart = recordApart(file);
    const { store, written } = countedStore(
      { ...wire, subscribers: { ...wire.subscribers, record: apart.record } },
      isWithoutRecords === true ? withoutRecords : undefined,
    );
    const cursor = (await store.log.head())?.seq ?? 0;
    for (let index = 0; index < subscribers; index += 1) {
      const port = refusing !== undefined && index >= refusing.from ? refusing.port : targets.port;
      await store.subscribers.add({ ...subscriberOf(index, { ...targets, port }), cursor });
    }
    const policy = policyFor(targets.port, ...(refusing === undefined ? [] : [refusing.port]));
    const log = openLog('json');
    opened = {
      ...startDeliveries({ store, formats: pushFormats, desk: benchDesk, log, policy }),
      store,
      written,
      apart,
    };
    ({ delivered } = await opened.settle());
  },
  close,
  async burst({ from, events }) {
    const { store, wake } = current();
    const stories = Array.from({ length: events }, (_, index) => storyOf(from + index));
    return measured(async () => {
      for (const story of stories) {
        await store.log.append([commitOf(story)]);
        wake();
      }
      return settled();
    });
  },
  paced: (options) => measured(() => pace(options).then(settled)),
  pace,
  commitOne: ({ number, kind }) => commitOne(number, kind),
  async serve({ feedsFolder }) {
    const place = { feedsFolder, host: '127.0.0.1', port: 0, closeGraceMs: 0 };
    web = await startServer({ ...place, desk: benchDesk, health: isWell, now, log: openLog('json') });
    return web.port;
  },
  written: async () => current().written(),
  async failures({ from }) {
    const all = await current().store.subscribers.all();
    return all.slice(from).reduce((total, { progress }) => total + progress.failures, 0);
  },
};

function isWell(): { ok: boolean } {
  return { ok: true };
}

function now(): Date {
  return new Date();
}

async function pace({ from, events, everyMs }: PacedOptions): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  const numbers = Array.from({ length: events }, (_, index) => from + index);
  await atPace(numbers, everyMs, async (number) => commits.push(await commitOne(number, {})));
  return commits;
}

/** How many were delivered since the last time. */
async function settled(): Promise<number> {
  const before = delivered;
  ({ delivered } = await current().settle());
  return delivered - before;
}

async function commitOne(number: number, kind: StoryKind): Promise<Commit> {
  const { store, wake } = current();
  const [event] = await store.log.append([commitOf(storyOf(number, kind))]);
  const at = performance.timeOrigin + performance.now();
  wake();
  return { seq: event?.seq ?? 0, at };
}

function current(): Opened {
  if (opened === undefined) throw new Error('not opened yet');
  return opened;
}

async function close(): Promise<void> {
  await opened?.stop();
  await opened?.apart[Symbol.asyncDispose]();
  await opened?.store[Symbol.asyncDispose]();
  opened = undefined;
}

answer(commands, async () => {
  await web?.close();
  await close();
});
