/** Up to which event of the log `feeds/` has everything. It is noted when all of that is on disk. */
import type { Store } from '../wire/store.ts';

const WRITTEN_SEQ = 'feeds-written-seq';

/** 0 where nothing was written yet. */
export async function writtenUpTo({ note }: Pick<Store, 'note'>): Promise<number> {
  return Number((await note(WRITTEN_SEQ)) ?? 0);
}

export function noteWrittenUpTo({ setNote }: Pick<Store, 'setNote'>, seq: number): Promise<void> {
  return setNote(WRITTEN_SEQ, String(seq));
}

/** Whether the log has events that are not in `feeds/` yet. */
export async function areFeedsBehind({ log, note }: Pick<Store, 'log' | 'note'>): Promise<boolean> {
  return ((await log.head())?.seq ?? 0) !== (await writtenUpTo({ note }));
}
