/** What an operator does to one subscriber, by the command line, and what the world then knows of it. */
import { launch, type Ended } from '../command-line.ts';
import type { Endpoint } from './endpoint.ts';
import { now, type Subscription } from './subscription.ts';

/** A name, with whoever has it just now. */
export type Seat = {
  readonly name: string;
  readonly at: Endpoint;
  state: 'active' | 'paused' | 'removed';
  /** So often it has been added. */
  lives: number;
  subscription?: Subscription;
};

/** A command has said that it cannot, as it may: then it has done nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export type Terminal = {
  readonly run: (...words: readonly string[]) => Promise<Ended>;
  /** The same, of what must succeed unless it may be refused; returns what it printed. */
  readonly succeed: (...words: readonly string[]) => Promise<string>;
  /** What a command has done that it must not. */
  readonly faults: string[];
  readonly commands: () => number;
};

/** `mayBeRefused`: what any command may say instead of doing it. */
export function terminal(folder: string, mayBeRefused?: RegExp): Terminal {
  const faults: string[] = [];
  let commands = 0;
  const run = (...words: readonly string[]): Promise<Ended> => {
    commands += 1;
    return launch(['subscribers', ...words, '--desk', folder]).ended;
  };
  return {
    run,
    faults,
    commands: () => commands,
    async succeed(...words) {
      const { code, out, err } = await run(...words);
      if (code === 0) return out;
      if (mayBeRefused?.test(err) === true) throw new Refused(err);
      throw new Error(`subscribers ${words.join(' ')} ended with ${code}: ${err}`);
    },
  };
}

export async function add({ succeed }: Terminal, seat: Seat, ...more: readonly string[]): Promise<Subscription> {
  seat.lives += 1;
  const path = `/${seat.name}/${seat.lives}`;
  const name = `${seat.name} (life ${seat.lives})`;
  const subscription: Subscription = { name, path, owedAfter: 0, secrets: [], pauses: [], replays: [], arrivals: [] };
  // From the moment that it is on the wire something may come.
  seat.at.expect(subscription);
  const url = `http://localhost:${seat.at.port}${path}`;
  const told = await succeed('add', seat.name, url, '--format', 'ninjs', '--json', ...more).catch((error: unknown) => {
    seat.at.forget(subscription);
    throw error;
  });
  const { secret, progress }: { secret: string; progress: { cursor: number } } = JSON.parse(told);
  subscription.secrets.push({ text: secret });
  subscription.owedAfter = progress.cursor;
  seat.subscription = subscription;
  seat.state = 'active';
  return subscription;
}

export async function pause({ succeed }: Terminal, seat: Seat): Promise<void> {
  await succeed('pause', seat.name);
  seat.subscription?.pauses.push({ from: now(), to: Number.POSITIVE_INFINITY });
  seat.state = 'paused';
}

export async function resume({ succeed }: Terminal, seat: Seat, catchUp: 'every' | 'latest'): Promise<void> {
  const last = seat.subscription?.pauses.at(-1);
  if (last !== undefined && seat.state === 'paused') last.to = now();
  await succeed('resume', seat.name, '--catch-up', catchUp);
  seat.state = 'active';
}

export async function rotate({ succeed }: Terminal, seat: Seat, grace: '0s' | '24h'): Promise<void> {
  const secrets = seat.subscription?.secrets ?? [];
  const { secret }: { secret: string } = JSON.parse(await succeed('rotate', seat.name, '--grace', grace, '--json'));
  if (grace === '0s') for (const former of secrets) former.until ??= now();
  secrets.push({ text: secret });
}

export async function remove({ succeed }: Terminal, seat: Seat): Promise<void> {
  await succeed('remove', seat.name);
  if (seat.subscription !== undefined) seat.subscription.removedAt = now();
  seat.state = 'removed';
}

/** `refusals`: what it may say instead. */
export async function replay(
  { run, faults }: Terminal,
  { name, subscription }: Seat,
  { since, refusals }: { since: string; refusals: readonly RegExp[] },
): Promise<void> {
  const from = now();
  const { code, out, err } = await run('replay', name, '--since', since, '--json');
  if (code === 0) {
    const { cursor }: { cursor: number } = JSON.parse(out);
    subscription?.replays.push({ from, to: now(), after: cursor });
    if (subscription !== undefined) subscription.owedAfter = Math.min(subscription.owedAfter, cursor);
  } else if (!refusals.some((refusal) => refusal.test(err))) {
    faults.push(`subscribers replay ${name} --since ${since} ended with ${code}: ${err}`);
  }
}
