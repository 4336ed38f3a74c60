/** What a receiver has seen, held against what it was owed (DESIGN.md §3). */
import type { WireEvent } from '../src/wire/event.ts';
import type { Arrival } from './torture-receiver.ts';

/** A request that was on its way when the kill was committed. */
const ON_ITS_WAY_MS = 500;

/** `killed`: by slug, when its kill was committed (milliseconds since 1970). */
export function faultsOf(
  name: string,
  arrivals: readonly Arrival[],
  events: readonly WireEvent[],
  killed: ReadonlyMap<string, number>,
): string[] {
  const faults: string[] = [];
  const say = (arrival: Arrival, what: string) => {
    const course = arrivals.filter(({ slug }) => slug === arrival.slug).map(tell);
    faults.push(
      `${name}: event ${arrival.seq} (${arrival.slug} version ${arrival.version}) ${what}:\n  ${course.join('\n  ')}`,
    );
  };
  const idOf = new Map<number, string>();
  const highest = new Map<string, number>();
  for (const arrival of arrivals) {
    const { seq, id, slug, version } = arrival;
    if (!arrival.isSigned) say(arrival, 'has a wrong signature');
    if ((idOf.get(seq) ?? id) !== id) say(arrival, `came as ${idOf.get(seq)} and as ${id}`);
    idOf.set(seq, id);
    if (version < (highest.get(slug) ?? 0)) say(arrival, `came after version ${highest.get(slug)}`);
    highest.set(slug, Math.max(version, highest.get(slug) ?? 0));
    const killedAt = killed.get(slug);
    if (arrival.event !== 'story.killed' && killedAt !== undefined && arrival.at > killedAt + ON_ITS_WAY_MS) {
      say(arrival, `came ${Math.round(arrival.at - killedAt)} ms after its kill was committed`);
    }
  }
  return [...faults, ...missing(name, arrivals, events)];
}

function tell({ at, seq, version, event, isTaken, ill }: Arrival): string {
  return `${new Date(at).toISOString().slice(14, 23)} event ${seq} ${event} version ${version}: ${isTaken ? 'taken' : 'not taken'} (${ill})`;
}

/** Of each story the newest version must have been taken; a kill only by whoever may have had the story. */
function missing(name: string, arrivals: readonly Arrival[], events: readonly WireEvent[]): string[] {
  const newest = new Map(events.map((event) => [event.guid, event]));
  return [...newest.values()].flatMap(({ seq, guid, version, type }) => {
    const slug = guid.slice(guid.lastIndexOf(':') + 1);
    const ofStory = arrivals.filter((arrival) => arrival.slug === slug);
    if (ofStory.some((arrival) => arrival.seq === seq && arrival.isTaken)) return [];
    const isOwed = type !== 'story.killed' || ofStory.some((arrival) => arrival.version < version);
    return isOwed ? [`${name}: event ${seq} (${slug} version ${version}, ${type}) never arrived`] : [];
  });
}
