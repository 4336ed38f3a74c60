/**
 * Many filters, asked at once which of them let an event through: each lies under its own rarest terms, so that an event
 * meets those alone that it has a term of.
 */
import { compileFilter, matchesTerms, type CompiledField, type CompiledFilter, type Filter } from './filter.ts';
import type { EventTerms, TermField } from './filter-event-terms.ts';

export type FilterIndex = {
  /** In place of the filter that it had. */
  readonly set: (id: number, filter: Filter) => void;
  readonly remove: (id: number) => void;
  readonly has: (id: number) => boolean;
  readonly size: () => number;
  readonly matching: (event: EventTerms) => readonly number[];
};

/** Those who share a filter. */
type Group = {
  readonly key: string;
  readonly filter: CompiledFilter;
  readonly ids: Set<number>;
  /** Where it lies; nowhere: it has to be held against every event. */
  readonly under?: CompiledField;
};

/** The first of these that a filter has is where it lies: what fewer stories have in common comes first. */
const RAREST_FIRST: readonly TermField[] = ['keyword', 'subject', 'place', 'section', 'event', 'language'];

export function filterIndex(): FilterIndex {
  const groupOf = new Map<number, Group>();
  const groups = new Map<string, Group>();
  const shelves = shelving();

  function groupWith(filter: Filter): Group {
    const key = JSON.stringify(filter);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const compiled = compileFilter(filter);
    const under = rarest(compiled);
    const group = { key, filter: compiled, ids: new Set<number>(), ...(under !== undefined && { under }) };
    groups.set(key, group);
    shelves.lay(group);
    return group;
  }

  function remove(id: number): void {
    const group = groupOf.get(id);
    if (group === undefined) return;
    groupOf.delete(id);
    group.ids.delete(id);
    if (group.ids.size > 0) return;
    groups.delete(group.key);
    shelves.takeAway(group);
  }

  return {
    set(id, filter) {
      const group = groupWith(filter);
      if (groupOf.get(id) === group) return;
      remove(id);
      group.ids.add(id);
      groupOf.set(id, group);
    },
    remove,
    has: (id) => groupOf.has(id),
    size: () => groupOf.size,
    matching(event) {
      const found = new Set<Group>();
      for (const group of shelves.metBy(event)) if (matchesTerms(group.filter, event)) found.add(group);
      return [...found].flatMap(({ ids }) => [...ids]);
    },
  };
}

type Shelving = {
  readonly lay: (group: Group) => void;
  readonly takeAway: (group: Group) => void;
  /** Those that lie under a term of that event, and those that lie under none. Some come more than once. */
  readonly metBy: (event: EventTerms) => Iterable<Group>;
};

function shelving(): Shelving {
  const everywhere = new Set<Group>();
  const shelves = new Map<TermField, Map<string, Set<Group>>>(RAREST_FIRST.map((field) => [field, new Map()]));
  return {
    lay(group) {
      const { under } = group;
      if (under === undefined) everywhere.add(group);
      const shelf = under === undefined ? undefined : shelves.get(under.field);
      for (const term of under?.terms ?? []) {
        const lying = shelf?.get(term);
        if (lying === undefined) shelf?.set(term, new Set([group]));
        else lying.add(group);
      }
    },
    takeAway(group) {
      const { under } = group;
      everywhere.delete(group);
      const shelf = under === undefined ? undefined : shelves.get(under.field);
      for (const term of under?.terms ?? []) {
        const lying = shelf?.get(term);
        lying?.delete(group);
        if (lying?.size === 0) shelf?.delete(term);
      }
    },
    *metBy(event) {
      yield* everywhere;
      for (const [field, shelf] of shelves) {
        if (shelf.size === 0) continue;
        for (const term of event[field]) yield* shelf.get(term) ?? [];
      }
    },
  };
}

function rarest({ fields }: CompiledFilter): CompiledField | undefined {
  for (const wanted of RAREST_FIRST) {
    const found = fields.find(({ field }) => field === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
