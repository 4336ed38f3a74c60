/** How soon one event reaches its few subscribers among many who do not want it. */
import { eventually } from '../../scripts/command-line.ts';
import { openWiredesk, type OpenReceiver } from '../processes/open.ts';
import type { Bench } from '../section.ts';
import { READERS, sectionOf } from './long-log.ts';

export type ReachOf = {
  readonly receiver: OpenReceiver;
  readonly file: string;
  readonly subscribers: number;
};

const EVENTS_A_ROUND = 5;
const WITHIN_MS = 60_000;
/** Numbers of stories that no log has yet. */
const FIRST_STORY = 30_000_000;

/** Of each round the slowest event, in milliseconds. */
export async function reachTimes(bench: Bench, { receiver, file, subscribers }: ReachOf): Promise<readonly number[]> {
  const { port } = receiver;
  await using wiredesk = await openWiredesk(bench, { scheme: 'http', port, file, subscribers: 0 });
  const sections = subscribers / READERS;
  let events = 0;

  async function reach(): Promise<number> {
    events += 1;
    await receiver.ask('keepArrivals');
    const kind = { section: sectionOf(events % sections) };
    const commit = await wiredesk.ask('commitOne', { number: FIRST_STORY + events, kind });
    await eventually(async () => ((await receiver.ask('arrivalCount')) >= READERS ? true : undefined), WITHIN_MS);
    const arrivals = await receiver.ask('takeArrivals');
    if (arrivals.length !== READERS) throw new Error(`${arrivals.length} of ${READERS} have it`);
    return Math.max(...arrivals.map(({ at }) => at)) - commit.at;
  }

  await reach();
  const slowest: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const times: number[] = [];
    for (let event = 0; event < EVENTS_A_ROUND; event += 1) times.push(await reach());
    slowest.push(Math.max(...times));
    bench.say(`reach ${round + 1}: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  }
  return slowest;
}
