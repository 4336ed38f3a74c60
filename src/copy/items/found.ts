/** What the reader of a standard finds in one file. */
import type { Finding } from '../finding.ts';
import type { Item } from './item.ts';

export type FoundItem = {
  readonly item: Item;
  /** With an error among them the item is not to be used. */
  readonly findings: readonly Finding[];
  /** Where it begins. */
  readonly line: number;
  readonly column: number;
};

export type FoundItems = {
  readonly items: readonly FoundItem[];
  /** Of the file as a whole; an error where there is no item. */
  readonly findings: readonly Finding[];
};
