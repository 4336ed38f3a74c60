/**
 * Filters and windows that were changed while events waited. A change counts from the log's next event on: what was
 * committed before it goes by what was said before, also after a restart.
 */
import type { Filter } from '../story/filter.ts';
import type { FormerSettings, Subscriber } from './subscriber.ts';

type Settings = Pick<Subscriber, 'filter' | 'window' | 'formerSettings'>;

/** The filter that an event goes by. */
export function filterAt(
  { filter, formerSettings = [] }: Pick<Settings, 'filter' | 'formerSettings'>,
  seq: number,
): Filter {
  return formerSettings.find(({ until }) => seq <= until)?.filter ?? filter;
}

/** So many events after the cursor may have been under way together. */
export function widestWindow({ window, formerSettings = [] }: Pick<Settings, 'window' | 'formerSettings'>): number {
  return Math.max(window, ...formerSettings.map((former) => former.window));
}

/** Those that some event after the cursor still goes by. */
export function stillInForce(former: readonly FormerSettings[], cursor: number): readonly FormerSettings[] {
  return former.filter(({ until }) => until > cursor);
}

/** What remains of settings that are replaced when the log has `head` events. */
export function replaced({ filter, window, formerSettings = [] }: Settings, head: number): readonly FormerSettings[] {
  const last = formerSettings.at(-1);
  if (last?.until !== head) return [...formerSettings, { until: head, filter, window }];
  // No event came in between: none goes by this filter, but as many may have been under way.
  return [...formerSettings.slice(0, -1), { ...last, window: Math.max(last.window, window) }];
}
