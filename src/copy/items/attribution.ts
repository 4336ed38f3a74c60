/** Whose story it is. */
import type { Publisher } from '../../story/desk.ts';
import { singleSpaced } from './blocks.ts';
import type { Item } from './item.ts';

/** Of this desk, by its name or mark; so is what names nobody. */
export function isOwn(source: Item['source'], { agency }: Publisher): boolean {
  if (source === undefined) return true;
  const own = new Set([agency.name, agency.mark].map(fold));
  return [source.name, source.mark].some((name) => name !== undefined && own.has(fold(name)));
}

function fold(name: string): string {
  return singleSpaced(name).toLowerCase();
}
