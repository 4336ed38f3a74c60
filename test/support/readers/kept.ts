/** What a reader holds that knows an item by its id: another version takes the place of the one before. */
import type { ReadItem } from './reader.ts';

export function keptById(): {
  readonly take: (items: readonly ReadItem[]) => void;
  readonly items: () => readonly ReadItem[];
} {
  const kept = new Map<string, ReadItem>();
  return {
    take: (items) => {
      for (const item of items) kept.set(item.id, item);
    },
    items: () => [...kept.values()],
  };
}
