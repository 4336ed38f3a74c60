/** What every act on a story has in common: which one it is, that it is done once, and what is told of it. */
import { untoldReceivers } from '../desk/untold.ts';
import type { EventType } from '../story/story.ts';
import { isWithdrawal, type WireEvent } from '../wire/event.ts';
import type { StoryEntry } from '../wire/store.ts';
import { json, type ApiAnswer } from './answer.ts';
import { bearer } from './bearer.ts';
import type { Call } from './operation.ts';
import type { ApiRoom } from './room.ts';
import { eventOf, sequenceOf, storySeen, type SeenStory } from './story-view.ts';

export type Act = {
  /** The events one of which it makes; absent where others make them too. */
  readonly makes?: readonly EventType[];
  readonly run: (entry: StoryEntry) => Promise<WireEvent>;
};

/** Feeds and subscribers follow at once. */
export async function actOnStory(
  call: Pick<Call, 'token' | 'firstAskedAt'> & { readonly params: { readonly story: string } },
  room: ApiRoom,
  act: Act,
): Promise<ApiAnswer> {
  const seen = await storySeen(bearer(call), call.params.story, room);
  const event = (await doneBefore(call, seen, act, room)) ?? (await act.run(seen.entry));
  room.newsroom.acted();
  const { guid, type, version } = event;
  const receivers = (await room.store.subscribers.receivers(guid)).length;
  const answer = { guid, type, version, ...sequenceOf(event), receivers };
  if (!isWithdrawal(event)) return json(answer);
  // Names of subscribers are for whoever runs the desk.
  const { waiting, removed } = await untoldReceivers(room.store, guid);
  return json({ ...answer, untold: waiting.length + removed });
}

/** By a process that died before it could answer. */
async function doneBefore(
  { firstAskedAt }: Pick<Call, 'firstAskedAt'>,
  { newest }: SeenStory,
  { makes = [] }: Act,
  { store }: ApiRoom,
): Promise<WireEvent | undefined> {
  if (firstAskedAt === undefined || !makes.includes(newest.event)) return undefined;
  const event = await eventOf(store, newest);
  return event.committedAt >= firstAskedAt ? event : undefined;
}
