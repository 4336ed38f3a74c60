/** What is kept of WebSub, as a process sees it: every call takes its time, and what it does is held against the promises. */
import type {
  NewWebSubSubscription,
  WebSubKey,
  WebSubResult,
  WebSubRoom,
  WebSubShelf,
  Withdrawal,
} from '../../../src/wire/websub-shelf.ts';
import type { Machine } from '../machine.ts';
import type { Promises } from './promises.ts';
import type { Asked } from './reader.ts';

type AtWork = {
  readonly shelf: WebSubShelf;
  readonly machine: Machine;
  readonly promises: Promises;
  /** What is broken there is no trouble of the store's. */
  readonly held: (check: () => void) => void;
  /** The request that a yes to which is not there yet may have been given to. */
  readonly askedOf: (of: WebSubKey & { readonly topic?: string }) => Asked | undefined;
};

export function shelfAtWork({ shelf, machine: pc, promises, held, askedOf }: AtWork): WebSubShelf {
  const { onDisk } = promises;
  return {
    ...shelf,
    has: pc.through('look for a subscription', (key: WebSubKey) => shelf.has(key)),
    count: pc.through('count subscriptions', (host?: string) => shelf.count(host)),
    documents: pc.through('list documents', () => shelf.documents()),
    nextInstant: pc.through('ask for the next instant', (after: string) => shelf.nextInstant(after)),
    subscribe: pc.through('subscribe', async (given: NewWebSubSubscription, room: WebSubRoom) => {
      const row = await shelf.subscribe(given, room);
      held(() => {
        if (typeof row !== 'string') onDisk.subscribed(row, given, askedOf(given));
        else onDisk.refused(row, given);
      });
      return row;
    }),
    unsubscribe: pc.through('unsubscribe', async (key: WebSubKey) => {
      const before = (await shelf.all()).map(({ id }) => id);
      const wasThere = await shelf.unsubscribe(key);
      const after = new Set((await shelf.all()).map(({ id }) => id));
      held(() => onDisk.unsubscribed(askedOf(key)));
      for (const id of before) if (!after.has(id)) held(() => onDisk.removed(id));
      return wasThere;
    }),
    removeExpired: pc.through('remove expired', async (now: string) => {
      const ended = await shelf.removeExpired(now);
      const ids = ended.map(({ id }) => id);
      held(() => onDisk.expired(ids, now));
      return ended;
    }),
    noteContent: pc.through('note content', async (document: string, content: string, now: string) => {
      const owed = await shelf.noteContent(document, content, now);
      held(() => onDisk.noted(document, content));
      return owed;
    }),
    noteWithdrawal: pc.through(
      'note what was taken back',
      async (withdrawal: Withdrawal, absent: readonly string[], now: string) => {
        const insisted = await shelf.noteWithdrawal(withdrawal, absent, now);
        const rows = await shelf.all();
        held(() => onDisk.withdrawn(withdrawal, rows, now));
        return insisted;
      },
    ),
    due: pc.through('ask who is due', async (question: Parameters<WebSubShelf['due']>[0]) => {
      const rows = await shelf.due(question);
      held(() => promises.taken(rows, question.now));
      return rows;
    }),
    settle: pc.through('write results', async (results: readonly WebSubResult[]) => {
      await shelf.settle(results);
      const rows = await shelf.all();
      held(() => onDisk.settled(results, rows, pc.now()));
    }),
  };
}
