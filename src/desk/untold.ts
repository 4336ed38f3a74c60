/** Who has a story that was killed or held, and is not told of it as things stand: whoever runs the desk must call them. */
import type { Raise } from '../alerts/alert.ts';
import { type ToldOf, untoldAlerts } from '../alerts/untold-alerts.ts';
import type { Store } from '../wire/store.ts';
import type { Untold } from '../wire/subscriber.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

export type UntoldReceivers = {
  /** Not active: they are told once they are resumed. */
  readonly waiting: readonly Pick<Untold, 'subscriber' | 'state'>[];
  /** How many have been removed and have the story still: they are told never. */
  readonly removed: number;
};

/** Of a story that has just been withdrawn. */
export async function untoldReceivers(
  { subscribers }: Pick<Store, 'subscribers'>,
  guid: string,
): Promise<UntoldReceivers> {
  const there = new Set((await subscribers.all()).map(({ id }) => id));
  const receivers = await subscribers.receivers(guid);
  return {
    waiting: (await subscribers.untold())
      .filter((one) => one.guid === guid)
      .map(({ subscriber, state }) => ({ subscriber, state })),
    removed: receivers.filter(({ subscriberId }) => !there.has(subscriberId)).length,
  };
}

const TOLD_NOTE = 'untold-told';

type Watched = {
  readonly store: Pick<Store, 'note' | 'setNote'> & { readonly subscribers: Pick<Store['subscribers'], 'untold'> };
  readonly settings: { readonly alerts: Pick<OpenDesk['settings']['alerts'], 'killAfter'> };
};

/** A look that raises an alert where such a thing lasts; of what an earlier process has told too it goes on from there. */
export function untoldWatch({ store, settings }: Watched, raise: Raise, log: Pick<Log, 'warn'>): () => Promise<void> {
  let tell: ReturnType<typeof untoldAlerts> | undefined;
  let unwritten: readonly ToldOf[] | undefined;
  const look = async (): Promise<void> => {
    const untold = await store.subscribers.untold();
    tell ??= untoldAlerts({
      raise,
      killAfterMs: settings.alerts.killAfter,
      now: Date.now,
      before: await toldBefore(store),
    });
    unwritten = tell(untold) ?? unwritten;
    if (unwritten === undefined) return;
    await store.setNote(TOLD_NOTE, JSON.stringify(unwritten));
    unwritten = undefined;
  };
  return () =>
    look().catch((error: unknown) =>
      log.warn({ err: error }, 'it cannot be told who waits for a kill, or be remembered'),
    );
}

async function toldBefore({ note }: Pick<Store, 'note'>): Promise<readonly ToldOf[]> {
  const text = await note(TOLD_NOTE);
  return text === undefined ? [] : (JSON.parse(text) satisfies readonly ToldOf[]);
}
