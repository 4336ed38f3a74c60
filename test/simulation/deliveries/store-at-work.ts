/** The store as a process sees it, and what can be told of that process from what it reads. */
import type { DeliveryBatch, Store } from '../../../src/wire/store.ts';
import type { Subscriber } from '../../../src/wire/subscriber.ts';
import type { Machine } from '../machine.ts';
import { isOwed, isReadIn, windowSince, type Committed, type Receiver } from './receiver.ts';

type AtWork = {
  readonly store: Store;
  readonly machine: Machine;
  readonly receivers: readonly Receiver[];
  readonly committed: readonly Committed[];
};

/** What the process sees of the store: every call takes its time. */
export function storeAtWork({ store, machine: pc, receivers, committed }: AtWork): Store {
  const { subscribers, log, stories } = store;
  const readOf = new WeakMap<readonly number[], readonly Subscriber[]>();
  return {
    ...store,
    subscribers: {
      ...subscribers,
      begin: pc.through('read census', async () => {
        await suspect({ store, receivers, committed });
        return subscribers.begin();
      }),
      changes: pc.through('read changes', (mark: number) => subscribers.changes(mark)),
      withIds: pc.through('read subscribers', async (ids: readonly number[]) => {
        const rows = await subscribers.withIds(ids);
        readOf.set(ids, rows);
        return rows;
      }),
      lanes: pc.through('read lanes', async (ids?: readonly number[]) => {
        const lanes = await subscribers.lanes(ids);
        // The last of what is read of them: now it is known.
        for (const row of readOf.get(ids ?? []) ?? []) {
          const one = receivers.find(({ name }) => name === row.name);
          if (one !== undefined) isReadIn(one, row.generation);
        }
        return lanes;
      }),
      toResend: pc.through('read what to resend', (ids: readonly number[]) => subscribers.toResend(ids)),
      receivers: pc.through('read ledger', (guid: string) => subscribers.receivers(guid)),
      record: pc.through('record', (batch: DeliveryBatch) => subscribers.record(batch)),
      setState: pc.through('set state', (id: number, state: Subscriber['state']) => subscribers.setState(id, state)),
    },
    log: {
      ...log,
      head: pc.through('read head', () => log.head()),
      after: pc.through('read log', (seq: number, limit: number) => log.after(seq, limit)),
      kills: pc.through('look at kills', (seq: number) => log.kills(seq)),
    },
    stories: {
      ...stories,
      version: pc.through('read story', (guid: string, version?: number) => stories.version(guid, version)),
    },
  };
}

/** What the next process must take for possibly sent: one window after each stored cursor, and what lanes hold. */
export async function suspect({ store, receivers, committed }: Omit<AtWork, 'machine'>): Promise<void> {
  const lanes = await store.subscribers.lanes();
  for (const one of receivers) {
    const row = await store.subscribers.withName(one.name);
    if (row === undefined) continue;
    const next = committed.slice(row.progress.cursor).filter((each) => isOwed(one, each));
    for (const { event } of next.slice(0, windowSince(one, row.progress.cursor + 1))) one.suspected.add(event.guid);
    for (const { subscriberId, guid } of lanes) if (subscriberId === row.id) one.suspected.add(guid);
  }
}
