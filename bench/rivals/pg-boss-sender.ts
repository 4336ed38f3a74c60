/** The same fan-out with pg-boss on PostgreSQL. */
import { answer } from '../processes/answering.ts';
import { IN_FLIGHT_MAX } from '../processes/posting.ts';
import { fanOut, type FanOut, type Job } from './fan-out.ts';
import type { RivalSender } from './rival.ts';

export type OpenPgBoss = {
  readonly socketFolder: string;
  readonly user: string;
  readonly isTuned: boolean;
};

export type PgBossSender = RivalSender<OpenPgBoss>;

/** What is used of the package, which is not among those of Wiredesk. */
type PgBossPackage = {
  readonly PgBoss: new (options: object) => {
    readonly on: (event: 'error', listener: (error: unknown) => void) => unknown;
    readonly start: () => Promise<unknown>;
    readonly stop: (options: object) => Promise<unknown>;
    readonly createQueue: (name: string, options: object) => Promise<unknown>;
    readonly insert: (name: string, jobs: readonly { data: Job }[]) => Promise<unknown>;
    readonly work: (
      name: string,
      options: object,
      handle: (jobs: readonly { readonly data: Job }[]) => Promise<void>,
    ) => Promise<unknown>;
  };
};

const QUEUE = 'deliveries';
/** As a team would have it; nothing fails here. */
const RETRIES = { retryLimit: 12, retryDelay: 2, retryBackoff: true } as const;

/**
 * Left alone it takes one job every two seconds; this is the least that keeps up. Tuned, it takes larger batches, in two
 * workers, and is told of new jobs.
 */
const WORK = { batchSize: IN_FLIGHT_MAX, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 } as const;
const TUNED_WORK = { ...WORK, batchSize: 500, localConcurrency: 2 } as const;

let fan: FanOut | undefined;
let close: () => Promise<unknown> = async () => undefined;

const commands: PgBossSender = {
  async open({ socketFolder, user, isTuned, ...to }) {
    const name = 'pg-boss';
    const module: unknown = await import(name);
    // It is installed for this bench alone: its types are above.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { PgBoss } = module as PgBossPackage;
    const boss = new PgBoss({ host: socketFolder, user, database: 'postgres', useListenNotify: isTuned });
    boss.on('error', (error) => {
      console.error(error);
      process.exit(1);
    });
    await boss.start();
    await boss.createQueue(QUEUE, { ...RETRIES, ...(isTuned && { notify: true }) });
    const opened = fanOut({ ...to, isMessageInJob: !isTuned }, (jobs) =>
      boss.insert(
        QUEUE,
        jobs.map((data) => ({ data })),
      ),
    );
    await boss.work(QUEUE, isTuned ? TUNED_WORK : WORK, async (jobs) => {
      await inParallel(jobs, ({ data }) => opened.deliver(data));
      // It marks them as done once this has returned: the marks of the last batch are not waited for, to its advantage.
      opened.settled(jobs.length);
    });
    fan = opened;
    close = () => boss.stop({ graceful: false }).then(opened.close);
  },
  burst: (options) => current().burst(options),
  paced: (options) => current().paced(options),
};

async function inParallel<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await act(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, lane));
}

function current(): FanOut {
  if (fan === undefined) throw new Error('not opened yet');
  return fan;
}

answer(commands, async () => {
  await close();
});
