/** One pass over a desk's stories, alone at it. */
import { formats, siteDocuments } from '../formats/index.ts';
import { publishPass, type Pass, type Scope } from '../publish/publish-pass.ts';
import { takePassLock } from './locks.ts';
import type { OpenDesk } from './open-desk.ts';

export type PassOptions = {
  /** Which command runs it, for whoever has to wait. */
  readonly command: string;
  readonly rebuild?: boolean;
  readonly patienceMs: number;
  readonly settingsAreStale?: boolean;
  readonly signal?: AbortSignal;
  readonly onCommitted?: () => void;
  readonly onProgress?: (done: number, total: number) => void;
};

export async function runPass(desk: OpenDesk, scope: Scope, options: PassOptions): Promise<Pass> {
  const { command, rebuild, ...progress } = options;
  using _lock = await takePassLock(desk.folders, command);
  return await publishPass(
    {
      store: desk.store,
      desk: desk.desk,
      feed: desk.settings.feed,
      feedsFolder: desk.folders.feeds,
      storiesFolder: desk.folders.stories,
      formats,
      siteDocuments,
      copyDefaults: { language: desk.settings.language, agency: desk.desk.agency, ...desk.settings.copy },
      now: () => new Date(),
      ...progress,
    },
    scope,
    rebuild,
  );
}
