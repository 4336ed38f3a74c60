/** Wiredesk as it delivers: the log on disk, durable, receipts on, a log line for each outcome. */
import { startDeliveries, type Deliveries } from '../../src/delivery/delivery.ts';
import { openLog } from '../../src/desk/log.ts';
import { pushFormats } from '../../src/formats/index.ts';
import { recordApart, type RecorderApart } from '../../src/wire/record-apart.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { benchDesk, commitOf, policyFor, storyOf, subscriberOf, type Targets } from '../material.ts';
import { measured, type Work } from '../measure/work.ts';
import { answer } from './answering.ts';

export type OpenWiredesk = Targets & {
  /** Of the wire. */
  readonly file: string;
  readonly subscribers: number;
};

export type BurstOptions = {
  /** The number of the first story. */
  readonly from: number;
  readonly events: number;
};

export type WiredeskSender = {
  readonly open: (options: OpenWiredesk) => Promise<void>;
  /** Commits so many stories, one after the other, and waits until all is delivered and on disk. */
  readonly burst: (options: BurstOptions) => Promise<Work>;
};

let store: Store | undefined;
let deliveries: Deliveries | undefined;
let apart: RecorderApart | undefined;
let delivered = 0;

const commands: WiredeskSender = {
  async open({ file, subscribers, ...targets }) {
    store = await openSqliteStore(file);
    for (let index = 0; index < subscribers; index += 1) await store.subscribers.add(subscriberOf(index, targets));
    const log = openLog('json');
    const policy = policyFor(targets.port);
    apart = recordApart(file);
    const recorded = { ...store, subscribers: { ...store.subscribers, record: apart.record } };
    deliveries = startDeliveries({ store: recorded, formats: pushFormats, desk: benchDesk, log, policy });
    await deliveries.settle();
  },
  async burst({ from, events }) {
    const { log, settle, wake } = opened();
    const stories = Array.from({ length: events }, (_, index) => storyOf(from + index));
    return measured(async () => {
      for (const story of stories) {
        await log.append([commitOf(story)]);
        wake();
      }
      const before = delivered;
      ({ delivered } = await settle());
      return delivered - before;
    });
  },
};

function opened(): Pick<Store, 'log'> & Pick<Deliveries, 'settle' | 'wake'> {
  if (store === undefined || deliveries === undefined) throw new Error('not opened yet');
  return { log: store.log, settle: deliveries.settle, wake: deliveries.wake };
}

answer(commands, async () => {
  await deliveries?.stop();
  await apart?.[Symbol.asyncDispose]();
  await store?.[Symbol.asyncDispose]();
});
