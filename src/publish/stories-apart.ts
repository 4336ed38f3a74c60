/**
 * Writes the folders of stories in a thread of its own, with the formats of `formats/index.ts`: while it makes documents, the
 * thread that publishes puts the next stories into their feeds. What that saves and costs: docs/performance.md.
 */
import type { RelatedStories } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { startThread, threadModule } from '../threads/asked-thread.ts';
import type { PictureShelf } from '../wire/picture-shelf.ts';
import { type ChangedDocuments, NO_DOCUMENTS } from './changed-documents.ts';
import { FeedsError } from './feeds-error.ts';
import { OnTheirWay } from './on-their-way.ts';
import { StoriesTally } from './stories-tally.ts';
import type { StoryContext, StoryWritten } from './story-documents.ts';
import type { StoryWriter } from './story-writer.ts';

type ApartContext = Pick<StoryContext, 'desk' | 'feedsFolder'> & {
  readonly pictures: Pick<PictureShelf, 'folder'>;
};

export type ApartWriter = StoryWriter & {
  /** Whether it takes a story at once. */
  hasRoom(): boolean;
};

export type StoryOnItsWay = { readonly version: StoryVersion; readonly related: RelatedStories };

export type StoriesTalk = {
  readonly given: { readonly desk: Desk; readonly feedsFolder: string; readonly picturesFolder: string };
  readonly question:
    /** `story` is a `StoryOnItsWay` as text: a third of what it costs to hand over its objects. */
    { readonly kind: 'write'; readonly story: string } | { readonly kind: 'settle' | 'end' };
  readonly answer: Partial<StoryWritten> & { readonly changed?: ChangedDocuments };
};

const THREAD = threadModule('stories-worker', import.meta.url);

/** So many stories are on their way at most. */
const ON_THEIR_WAY_MAX = 64;

/** Of short-lived objects. A thread has as much for them as a whole process otherwise, and would fill it. */
const YOUNG_GENERATION_MEGABYTES = 12;

export function writeStoriesApart({ desk, feedsFolder, pictures }: ApartContext): ApartWriter {
  const tally = new StoriesTally();
  const onTheirWay = new OnTheirWay(ON_THEIR_WAY_MAX);
  const thread = startThread<StoriesTalk>(THREAD, {
    given: { desk, feedsFolder, picturesFolder: pictures.folder },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
    refused: (message) => new FeedsError(message),
    lost: (cause) => new FeedsError('feeds/ cannot be written: the thread that writes stories has ended', { cause }),
  });

  async function writeOne({ version, related }: StoryOnItsWay): Promise<void> {
    const story = JSON.stringify({ version, related } satisfies StoryOnItsWay);
    const { problems = [], former = [] } = await thread.ask({ kind: 'write', story });
    tally.add(version.guid, { problems, former });
  }

  return {
    hasRoom: () => onTheirWay.hasRoom,
    write: (version, related) => onTheirWay.begin(() => writeOne({ version, related })),
    async settle() {
      await onTheirWay.all();
      const { changed = NO_DOCUMENTS } = await thread.ask({ kind: 'settle' });
      return { ...changed, ...tally.take() };
    },
    [Symbol.asyncDispose]: async () => {
      await onTheirWay.ended();
      // What it has begun and not settled is taken away; a thread that is gone already has nothing left to say.
      await thread.ask({ kind: 'end' }).catch(() => undefined);
      await thread.end();
    },
  };
}
