/** What has become of a story so far: its versions, and who has which of them. */
import type { StoryVersion } from '../story/story.ts';
import type { Store, StoryEntry } from '../wire/store.ts';
import type { Receiver } from '../wire/subscriber.ts';

/** Oldest first. */
export async function versionsOf(
  { stories }: Pick<Store, 'stories'>,
  { guid, version: newest }: StoryEntry,
): Promise<readonly StoryVersion[]> {
  const all: StoryVersion[] = [];
  for (let number = 1; number <= newest; number += 1) {
    const version = await stories.version(guid, number);
    if (version !== undefined) all.push(version);
  }
  return all;
}

/** `name` is absent where the subscriber has been removed: it has the story still. */
export type NamedReceiver = Receiver & { readonly name?: string };

export async function receiversOf(
  { subscribers }: Pick<Store, 'subscribers'>,
  { guid }: StoryEntry,
): Promise<readonly NamedReceiver[]> {
  const names = new Map((await subscribers.all()).map(({ id, name }) => [id, name]));
  return (await subscribers.receivers(guid)).map((receiver) => {
    const name = names.get(receiver.subscriberId);
    return { ...(name !== undefined && { name }), ...receiver };
  });
}
