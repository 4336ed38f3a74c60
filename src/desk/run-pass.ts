/** One pass over a desk's stories, alone at it. */
import { feedPages, formats, siteDocuments, topStories } from '../formats/index.ts';
import type { FeedsApart } from '../publish/feeds-apart.ts';
import type { PublishLimits } from '../publish/limits.ts';
import { publishPass, type Pass, type PassContext, type Scope } from '../publish/publish-pass.ts';
import { boundHeap } from './bounded-heap.ts';
import { copyDefaultsOf } from './copy-defaults.ts';
import { hubOf } from './hub-of.ts';
import { noteFailedPass, notePass } from './last-pass.ts';
import { picturesOf } from './pictures-of.ts';
import { takePassLock } from './locks.ts';
import type { OpenDesk } from './open-desk.ts';

export type PassOptions = {
  /** Which command runs it, for whoever has to wait. */
  readonly command: string;
  readonly rebuild?: boolean;
  readonly patienceMs: number;
  readonly settingsAreStale?: boolean;
  /** The thread that writes `feeds/` in one pass after the other. */
  readonly feedsApart?: FeedsApart;
  readonly limits?: PublishLimits;
  readonly signal?: AbortSignal;
  readonly onCommitted?: () => void;
  readonly onProgress?: (done: number, total: number) => void;
};

export async function runPass(desk: OpenDesk, scope: Scope, options: PassOptions): Promise<Pass> {
  const { command: by, rebuild, patienceMs, ...progress } = options;
  using _lock = await takePassLock(desk.folders, by, options.signal);
  // It may be an archive.
  using _heap = scope === 'all' ? boundHeap() : undefined;
  let pass: Pass;
  try {
    pass = await publishPass({ ...passContextOf(desk), patienceMs, ...progress }, scope, rebuild);
  } catch (error) {
    // Where the store itself is the trouble it takes no note either: the pass's own error is the one to tell.
    await noteFailedPass(desk.store, { by, endedAt: new Date().toISOString() }).catch(() => undefined);
    throw error;
  }
  await notePass(desk.store, { by, endedAt: new Date().toISOString(), scope, pass });
  return pass;
}

/** A thread takes as long to start as some hundred stories to write. */
const STORIES_APART_FROM = 200;

/** How this desk takes files in, and writes `feeds/`. */
export function passContextOf(desk: OpenDesk): Omit<PassContext, 'patienceMs'> {
  return {
    store: desk.store,
    desk: desk.desk,
    feed: { ...desk.settings.feed, named: desk.settings.feeds, ...hubAnnouncedBy(desk) },
    feedsFolder: desk.folders.feeds,
    ...picturesOf(desk),
    formats,
    feedPages,
    siteDocuments,
    topStories,
    copyDefaults: copyDefaultsOf(desk),
    storiesApartFrom: STORIES_APART_FROM,
    now: () => new Date(),
  };
}

function hubAnnouncedBy(desk: OpenDesk): { readonly hub?: string } {
  const hub = hubOf(desk);
  return hub === undefined ? {} : { hub: hub.url };
}
