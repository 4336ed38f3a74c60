/**
 * Stories of a large pass are written while others are still taken in: by a thread that would have nothing to do until then.
 * It gets as many as it can take, and of those only what is complete by itself; the rest is written when all are on the wire.
 */
import { isPrivate } from '../story/life.ts';
import { FeedSet } from './feed-set.ts';
import type { StoryWriter } from './story-writer.ts';
import { translationsOf } from './translation.ts';
import { apartWriter, beginWriting, type FeedsContext } from './write-feeds.ts';
import { writtenOnce } from './written-once.ts';

export type EarlyWriter = StoryWriter & {
  /** Those of them for which there is room. */
  writeEarly(guids: readonly string[]): Promise<void>;
};

/** `undefined`: so few stories are not worth a thread. */
export async function earlyWriter(context: FeedsContext, stories: number): Promise<EarlyWriter | undefined> {
  if (stories < (context.storiesApartFrom ?? Infinity)) return undefined;
  const { store, desk, feed, settingsAreStale } = context;
  const set = await FeedSet.open(store.feeds, desk, feed, settingsAreStale);
  await beginWriting(context);
  const thread = apartWriter(context);
  const writer = writtenOnce(thread);

  async function writeOne(guid: string): Promise<void> {
    const version = await store.stories.version(guid);
    if (version === undefined || isPrivate(version)) return;
    // Feeds are opened in the order of the stories, whichever are written now.
    const feeds = await set.linksOf(version);
    if (version.pubStatus !== 'usable' || !thread.hasRoom()) return;
    const translations = await translationsOf(version, store);
    // More of them may come, and its page leads to all.
    if (translations.length === 0) await writer.write(version, { translations, feeds });
  }

  return {
    ...writer,
    async writeEarly(guids) {
      for (const guid of guids) await writeOne(guid);
    },
  };
}
