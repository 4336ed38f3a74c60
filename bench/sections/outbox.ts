/** What deliveries write: cursors here, a row for each delivery in an outbox. */
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { bytesWritten } from '../measure/process-use.ts';
import { inRounds, of, type Round } from '../measure/rounds.ts';
import { cpuEach, throughput, workLine, type Work } from '../measure/work.ts';
import { openReceiver, openWiredesk } from '../processes/open.ts';
import { startPeer } from '../processes/peer.ts';
import type { PostTo } from '../processes/posting.ts';
import type { BurstOptions } from '../processes/wiredesk-sender.ts';
import type { OutboxSender } from '../rivals/outbox-sender.ts';
import { atMost, type Bench, type Figure, type Section } from '../section.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 50, warmingEvents: 50 },
  quick: { subscribers: 200, events: 20, warmingEvents: 20 },
  smoke: { subscribers: 3, events: 2, warmingEvents: 1 },
} as const;

const WIREDESK = 'Wiredesk';
const UNRECORDED = 'Wiredesk without receipts and ledger';
const KEPT = 'outbox, rows kept';
const DELETED = 'outbox, rows deleted';
const SIDES = [WIREDESK, UNRECORDED, KEPT, DELETED];

const ROWS = 'rows a delivery before receipts';
const BYTES = 'bytes written, Wiredesk : outbox, rows kept';
const UNRECORDED_BYTES = 'bytes written, without receipts and ledger : outbox, rows deleted';

type Writing = Work & {
  readonly bytes: number;
  /** For Wiredesk alone. */
  readonly rows?: Rows;
};

type Rows = { readonly cursors: number; readonly ledger: number; readonly receipts: number; readonly batches: number };

export const outbox: Section = {
  name: 'outbox',
  title: 'Writes: cursors against a batched outbox',
  method:
    '50 events to 1,000 subscribers in a burst. The outbox: SQLite with the same durability, one row a delivery, inserted ' +
    'for each event with it, in batches marked as delivered (and so the record of it) or deleted. Bytes: what the kernel ' +
    'has counted as written by the sender, its log lines left out. Rows before receipts: cursors and lanes; ledger (who ' +
    'has which version) and receipts are records of what was delivered, as the rows that an outbox keeps.',
  targets: { [ROWS]: atMost(0.3), [BYTES]: atMost(1 / 5), [UNRECORDED_BYTES]: atMost(1 / 5) },
  async run(bench) {
    return { figures: figuresOf(await writingRounds(bench)) };
  },
};

async function writingRounds(bench: Bench): Promise<readonly Round<Writing>[]> {
  const { subscribers, events, warmingEvents } = SIZES[bench.scale];
  await using stack = new AsyncDisposableStack();
  const receiver = stack.use(await openReceiver(bench, { hosts: subscribers }));
  const to: PostTo = { scheme: 'http', port: receiver.port, subscribers };
  const writers = [
    await wiredeskWriter(bench, stack, to, false),
    await wiredeskWriter(bench, stack, to, true),
    await outboxWriter(bench, stack, to, 'kept'),
    await outboxWriter(bench, stack, to, 'deleted'),
  ];
  for (const write of writers) await write({ from: 0, events: warmingEvents });
  const sides = writers.map((write, index) => ({
    name: SIDES[index] ?? '',
    run: (round: number) => write({ from: warmingEvents + round * events, events }),
  }));
  return await inRounds(sides, bench.rounds, (round, results) => {
    const lines = [...results].map(([name, each]) => `${workLine(name, each)}, ${bytesEach(each).toFixed(0)} bytes`);
    bench.say(`round ${round + 1}: ${lines.join('; ')}`);
  });
}

type Write = (options: BurstOptions) => Promise<Writing>;

async function wiredeskWriter(
  bench: Bench,
  stack: AsyncDisposableStack,
  to: PostTo,
  withoutRecords: boolean,
): Promise<Write> {
  const name = withoutRecords ? 'unrecorded' : 'recorded';
  const file = join(bench.folder, `${name}.sqlite`);
  const sender = stack.use(await openWiredesk(bench, { ...to, file, withoutRecords }, { name }));
  return async (options) => {
    const before = await sender.ask('written');
    const writing = await countBytes(bench, name, sender.pid, () => sender.ask('burst', options));
    const after = await sender.ask('written');
    const rows = {
      cursors: after.progress - before.progress + after.lanes - before.lanes,
      ledger: after.ledger - before.ledger,
      receipts: after.receipts - before.receipts,
      batches: after.batches - before.batches,
    };
    return { ...writing, rows };
  };
}

async function outboxWriter(
  { folder, ...bench }: Bench,
  stack: AsyncDisposableStack,
  to: PostTo,
  afterwards: 'kept' | 'deleted',
): Promise<Write> {
  const module = new URL('../rivals/outbox-sender.ts', import.meta.url);
  const name = `outbox-${afterwards}`;
  const sender = stack.use(await startPeer<OutboxSender>(module, { name, folder }));
  await sender.ask('open', { ...to, file: join(folder, `${name}.sqlite`), afterwards });
  return (options) => countBytes({ ...bench, folder }, name, sender.pid, () => sender.ask('burst', options));
}

/** The log lines of a peer lie in a file of its name. */
async function countBytes({ folder }: Bench, name: string, pid: number, act: () => Promise<Work>): Promise<Writing> {
  const count = (): number => bytesWritten(pid) - statSync(join(folder, `${name}.log`)).size;
  const before = count();
  const work = await act();
  return { ...work, bytes: count() - before };
}

function bytesEach({ bytes, deliveries }: Writing): number {
  return bytes / deliveries;
}

function figuresOf(rounds: readonly Round<Writing>[]): Figure[] {
  const values = (side: string, what: (writing: Writing) => number): number[] =>
    rounds.map((round) => what(of(round, side)));
  const rowsEach = (what: keyof Rows): number[] =>
    values(WIREDESK, ({ rows, deliveries }) => (rows?.[what] ?? Number.NaN) / deliveries);
  const bytesRatio = (side: string, other: string): number[] =>
    rounds.map((round) => bytesEach(of(round, side)) / bytesEach(of(round, other)));
  return [
    { name: ROWS, unit: '', rounds: rowsEach('cursors') },
    { name: 'rows of the ledger a delivery', unit: '', rounds: rowsEach('ledger') },
    { name: 'receipts a delivery', unit: '', rounds: rowsEach('receipts') },
    { name: 'transactions for 1,000 deliveries', unit: '', rounds: rowsEach('batches').map((each) => each * 1_000) },
    { name: BYTES, unit: '', rounds: bytesRatio(WIREDESK, KEPT) },
    { name: UNRECORDED_BYTES, unit: '', rounds: bytesRatio(UNRECORDED, DELETED) },
    ...SIDES.flatMap((side) => [
      { name: `${side}, bytes a delivery`, unit: '', rounds: values(side, bytesEach) },
      { name: `${side}, deliveries`, unit: '/s', rounds: values(side, throughput) },
      { name: `${side}, CPU of the sender a delivery`, unit: 'µs', rounds: values(side, cpuEach) },
    ]),
  ];
}
