/** Who is active, by what they want: a line each, whether there is a `Subscription` for them or not. */
import { filterIndex, type FilterIndex } from '../story/filter-index.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import type { DeliveryLog } from './delivery-log.ts';

export type Enlisting = {
  readonly index: FilterIndex;
  readonly enlist: (subscriber: Pick<Subscriber, 'id' | 'filter'>) => void;
  readonly strike: (id: number) => void;
  /** Its filter cannot be read: it reads the log by itself, and fails by itself. */
  readonly isUnreadable: (id: number) => boolean;
};

export function enlisting(log: DeliveryLog): Enlisting {
  const index = filterIndex();
  const unreadable = new Set<number>();
  return {
    index,
    enlist({ id, filter }) {
      unreadable.delete(id);
      try {
        index.set(id, filter);
      } catch (error) {
        log.error({ err: error, id }, 'a filter cannot be read: its subscriber gets nothing until it is changed');
        index.set(id, {});
        unreadable.add(id);
      }
    },
    strike(id) {
      index.remove(id);
      unreadable.delete(id);
    },
    isUnreadable: (id) => unreadable.has(id),
  };
}
