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

/** The same of what a process did that died before that life: what was changed later was of no concern to it. */
export function widestWindowBefore(life: number, { window, formerSettings = [] }: Settings): number {
  const later = formerSettings.findIndex((former) => former.life >= life);
  if (later < 0) return widestWindow({ window, formerSettings });
  return Math.max(...formerSettings.slice(0, later + 1).map((former) => former.window));
}

/** Those that some event after the cursor still goes by. */
export function stillInForce(former: readonly FormerSettings[], cursor: number): readonly FormerSettings[] {
  return former.filter(({ until }) => until > cursor);
}

/** What remains of settings that are replaced when the log has `head` events. */
export function replaced(
  { filter, window, formerSettings = [] }: Settings,
  { head, life }: { readonly head: number; readonly life: number },
): readonly FormerSettings[] {
  return [...formerSettings, { until: head, life, filter, window }];
}
