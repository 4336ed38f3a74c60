/** A desk with one story out, and what can be seen of it. */
import type { ActContext } from '../../src/publish/acts.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import type { Store } from '../../src/wire/store.ts';
import { copyOf } from '../support/desk-folder.ts';
import { contentsOf, newDesk, type DeskUnderTest } from './desk-under-test.ts';

export const GUID = 'urn:newsml:panapress.com:20210610:a';

export async function published(
  text: string = copyOf('Story A'),
): Promise<DeskUnderTest & { readonly acts: ActContext }> {
  const desk = await newDesk();
  await desk.save('a.txt', text);
  await desk.publish();
  const acts = { store: desk.store, agency: 'PANA', now: desk.context.now };
  return { ...desk, acts };
}

export function newest({ store }: DeskUnderTest): Promise<StoryVersion | undefined> {
  return store.stories.version(GUID);
}

/** Every document in feeds/ that has these words. */
export async function where(desk: DeskUnderTest, words: string): Promise<readonly string[]> {
  const found = Object.entries(await contentsOf(desk)).filter(([, content]) => content.includes(words));
  return found.map(([file]) => file.slice(desk.feeds.length + 1)).toSorted();
}

/** The same store, on which something else happens just before the first commit. */
export function overtaken(store: Store, act: () => Promise<unknown>): Store {
  let isFirst = true;
  return {
    ...store,
    log: {
      ...store.log,
      append: async (commits) => {
        if (isFirst) {
          isFirst = false;
          await act();
        }
        return store.log.append(commits);
      },
    },
  };
}
