/** The same fan-out with BullMQ on Redis. */
import { answer } from '../processes/answering.ts';
import { IN_FLIGHT_MAX } from '../processes/posting.ts';
import { fanOut, type FanOut, type Job } from './fan-out.ts';
import type { RivalSender } from './rival.ts';

export type OpenBullMq = {
  readonly socket: string;
  readonly isTuned: boolean;
};

export type BullMqSender = RivalSender<OpenBullMq>;

/** What is used of the package, which is not among those of Wiredesk. */
type BullMq = {
  readonly Queue: new (
    name: string,
    options: { connection: unknown },
  ) => {
    readonly addBulk: (jobs: readonly { name: string; data: Job; opts: object }[]) => Promise<unknown>;
    readonly close: () => Promise<void>;
  };
  readonly Worker: new (
    name: string,
    process: (job: { readonly data: Job }) => Promise<void>,
    options: { connection: unknown; concurrency: number },
  ) => {
    readonly on: (event: 'completed' | 'failed' | 'error', listener: (...about: readonly unknown[]) => void) => unknown;
    readonly close: () => Promise<void>;
  };
};

type IoRedis = { readonly Redis: new (path: string, options: object) => { readonly disconnect: () => void } };

const QUEUE = 'deliveries';
/** As a team would have it; nothing fails here. */
const RETRIES = { attempts: 12, backoff: { type: 'exponential', delay: 2_000 } } as const;

let fan: FanOut | undefined;
let closing: (() => Promise<unknown>)[] = [];

const commands: BullMqSender = {
  async open({ socket, isTuned, ...to }) {
    const { Queue, Worker } = await loaded<BullMq>('bullmq');
    const { Redis } = await loaded<IoRedis>('ioredis');
    const connect = () => new Redis(socket, { maxRetriesPerRequest: null });
    // As it comes it keeps every job that was done, for ever.
    const opts = isTuned ? { ...RETRIES, removeOnComplete: true, removeOnFail: 1_000 } : RETRIES;
    const [producer, consumer] = [connect(), connect()];
    const queue = new Queue(QUEUE, { connection: producer });
    const opened = fanOut({ ...to, isMessageInJob: !isTuned }, (jobs) =>
      queue.addBulk(jobs.map((data) => ({ name: 'delivery', data, opts }))),
    );
    const worker = new Worker(QUEUE, ({ data }) => opened.deliver(data), {
      connection: consumer,
      concurrency: IN_FLIGHT_MAX,
    });
    worker.on('completed', () => opened.settled(1));
    worker.on('failed', (_, error) => fail(error));
    worker.on('error', fail);
    fan = opened;
    closing = [() => worker.close(), () => queue.close(), opened.close];
    closing.push(async () => [producer, consumer].forEach((connection) => connection.disconnect()));
  },
  burst: (options) => current().burst(options),
  paced: (options) => current().paced(options),
};

async function loaded<Package>(name: string): Promise<Package> {
  const module: unknown = await import(name);
  // It is installed for this bench alone: its types are above.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return module as Package;
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
  for (const close of closing) await close();
});
