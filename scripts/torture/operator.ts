/** The operator of a desk under torture: adds, pauses, rotates, replays and removes subscribers at random. */
import { add, pause, Refused, remove, replay, resume, rotate, terminal, type Seat } from './acts.ts';
import type { Endpoint } from './endpoint.ts';
import type { Subscription } from './subscription.ts';

export type OperatorOptions = {
  readonly folder: string;
  readonly endpoints: readonly Endpoint[];
  readonly random: () => number;
  /** What any command may say instead of doing what it is asked to. */
  readonly mayBeRefused?: RegExp;
};

export type Operator = {
  /** Every one there has been, those that were removed among them. */
  readonly subscriptions: readonly Subscription[];
  /** What a command has said or done that it must not. */
  readonly faults: readonly string[];
  readonly commands: () => number;
  readonly refusals: () => number;
  readonly addAll: () => Promise<void>;
  /** Something to somebody. */
  readonly act: () => Promise<void>;
  /** While no desk runs. */
  readonly replay: () => Promise<void>;
  /** Everybody is active, with failures forgotten. */
  readonly resumeAll: () => Promise<void>;
};

export function operator({ folder, endpoints, random, mayBeRefused }: OperatorOptions): Operator {
  const subscriptions: Subscription[] = [];
  const at = terminal(folder, mayBeRefused);
  const seats = endpoints.map((one, index): Seat => ({
    at: one,
    name: `receiver-${index}`,
    state: 'removed',
    lives: 0,
  }));
  const anyRefusal = mayBeRefused === undefined ? [] : [mayBeRefused];
  let refusals = 0;
  let queue: Promise<void> = Promise.resolve();

  /** One command after the other, as from one terminal. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = queue.then(work).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      refusals += 1;
    });
    queue = done;
    return done;
  }

  async function actOn(seat: Seat): Promise<void> {
    const chance = random();
    if (seat.state === 'removed')
      subscriptions.push(await add(at, seat, ...(chance < 0.4 ? ['--backfill', 'all'] : [])));
    else if (chance < 0.45 && seat.state === 'active') await pause(at, seat);
    else if (chance < 0.45) await resume(at, seat, chance < 0.15 ? 'latest' : 'every');
    else if (chance < 0.65) await rotate(at, seat, chance < 0.5 ? '0s' : '24h');
    else if (chance < 0.88) await replayFor(seat);
    else await remove(at, seat);
  }

  async function replayFor(seat: Seat): Promise<void> {
    const since = `${1 + Math.floor(random() * 20)}s`;
    await replay(at, seat, { since, refusals: anyRefusal });
  }

  async function toAnybody(act: (seat: Seat) => Promise<void>): Promise<void> {
    const seat = seats[Math.floor(random() * seats.length)];
    if (seat !== undefined) await act(seat);
  }

  async function toEach(act: (seat: Seat) => Promise<void>): Promise<void> {
    for (const seat of seats) await act(seat);
  }

  return {
    subscriptions,
    faults: at.faults,
    commands: at.commands,
    refusals: () => refusals,
    addAll: () => inTurn(() => toEach(async (seat) => void subscriptions.push(await add(at, seat)))),
    act: () => inTurn(() => toAnybody(actOn)),
    replay: () => inTurn(() => toAnybody(async (seat) => (seat.state === 'removed' ? undefined : replayFor(seat)))),
    resumeAll: () =>
      inTurn(() => toEach(async (seat) => (seat.state === 'removed' ? undefined : resume(at, seat, 'every')))),
  };
}
