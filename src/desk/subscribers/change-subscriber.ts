/** What was said of a subscriber when it was added, said anew. What is in flight at that moment goes out as it was. */
import { checkTarget } from '../../delivery/target.ts';
import type { Filter } from '../../story/filter.ts';
import { ConflictError, WiredeskError } from '../../story/wiredesk-error.ts';
import type { SubscriberChange } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';
import { checkEmbargoFormat } from './embargo-format.ts';

export type WantedChange = Omit<SubscriberChange, 'filter'> & {
  /** Each field that is given takes the place of what the filter said of it; the others stay. */
  readonly narrower?: Filter;
  /** In place of all that the filter said. */
  readonly filter?: Filter;
};

/** Throws a `WiredeskError` that says what is wrong with it. */
export function changeSubscriber(desk: OpenDesk, before: Subscriber, wanted: WantedChange): Promise<Subscriber> {
  const { narrower, ...change } = wanted;
  const filter = wanted.filter ?? (narrower === undefined ? undefined : { ...before.filter, ...narrower });
  const { name, profile, isTrusted = false } = before;
  if (change.url !== undefined) {
    const refusal = checkTarget(change.url, desk.settings.webhooks);
    if (refusal !== undefined) throw new WiredeskError(`${name} stays where it is: ${refusal}`);
  }
  if (change.format !== undefined && isTrusted) checkEmbargoFormat(change.format);
  if (change.format !== undefined && profile !== undefined) {
    throw new ConflictError(`${name} has the profile ${profile}, which has its own format`);
  }
  return desk.store.subscribers.change(before.id, { ...change, ...(filter !== undefined && { filter }) });
}

/** Whether it gets stories under embargo too, marked as withheld. */
export async function trustSubscriber(
  { store }: OpenDesk,
  { id, format }: Subscriber,
  isTrusted: boolean,
): Promise<void> {
  if (isTrusted) checkEmbargoFormat(format);
  await store.subscribers.setTrusted(id, isTrusted);
}
