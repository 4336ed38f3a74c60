/** Which files of `stories/` may hold something new, by their names and stamps alone. */
import { isPictureFile } from '../copy/pictures/picture-names.ts';
import type { Problem } from '../story/problem.ts';
import type { Store } from '../wire/store.ts';
import { picturesBeside, type PicturesByStory, sortPictures, storyOf } from './picture-files.ts';
import type { Scope } from './publish-pass.ts';
import { displayName, findStoryFiles, seeStoryFile, type Sighting, type StoryFile } from './story-files.ts';

export type Look = {
  /** Story files that are new or have changed, or have such a picture beside them. */
  readonly candidates: readonly StoryFile[];
  /** The pictures beside those. */
  readonly pictures: PicturesByStory;
  /** Pictures that are new or have changed, so that they may still be in the making. */
  readonly freshPictures: readonly StoryFile[];
  readonly unchanged: number;
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
};

type LookContext = { readonly storiesFolder: string; readonly store: Pick<Store, 'stories'> };

export function look(context: LookContext, scope: Scope): Promise<Look> {
  return scope === 'all' ? lookAtAll(context) : lookAtSaved(context, scope);
}

async function lookAtAll({ storiesFolder, store }: LookContext): Promise<Look> {
  const [found, stamps] = await Promise.all([findStoryFiles(storiesFolder), store.stories.stamps()]);
  const { files } = found;
  const isFresh = ({ path, stamp }: StoryFile): boolean => stamps.get(path) !== stamp;
  const { byStory, strays } = sortPictures(files, found.pictures, found.unreachable);
  const candidates = files.filter((file) => isFresh(file) || byStory.get(file.path)?.some(isFresh) === true);
  const present = new Set([...files, ...found.pictures].map(({ path }) => path));
  return {
    candidates,
    pictures: new Map(candidates.map(({ path }) => [path, byStory.get(path) ?? []])),
    freshPictures: candidates.flatMap(({ path }) => byStory.get(path)?.filter(isFresh) ?? []),
    unchanged: files.length - candidates.length,
    missing: [...stamps.keys()].filter((path) => !present.has(path) && !isOutOfSight(path, found.unreachable)),
    problems: [...found.problems, ...strays.map(stray)],
  };
}

/** Whether nobody can tell if it is there: it cannot be looked at, or a folder that it would lie in cannot. */
function isOutOfSight(path: string, unreachable: readonly string[]): boolean {
  return unreachable.some((each) => path === each || path.startsWith(`${each}/`));
}

/** A picture without a story is none of its problems: who has saved it may be about to save that. */
async function lookAtSaved({ storiesFolder }: LookContext, saved: ReadonlySet<string>): Promise<Look> {
  const named = await Promise.all(
    [...saved].map((path) => (isPictureFile(path) ? storyOf(storiesFolder, path) : Promise.resolve(path))),
  );
  const paths = [...new Set(named.filter((path) => path !== undefined))];
  const sightings = await Promise.all(paths.map((path) => seeStoryFile(storiesFolder, path)));
  const candidates = sightings.flatMap((sighting) => (sighting.kind === 'file' ? [sighting.file] : []));
  const pictures = new Map<string, readonly StoryFile[]>();
  const problems = sightings.flatMap(problemOf);
  for (const { path } of candidates) {
    const beside = await picturesBeside(storiesFolder, path);
    pictures.set(path, beside.files);
    problems.push(...beside.problems);
  }
  return {
    candidates,
    pictures,
    freshPictures: [...pictures.values()].flat(),
    unchanged: 0,
    missing: [],
    problems,
  };
}

function problemOf(sighting: Sighting): readonly Problem[] {
  return sighting.kind === 'unreachable' ? [sighting.problem] : [];
}

export function stray({ path }: StoryFile): Problem {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const message = `is a picture without a story: one has the name of its story (${name}.txt), with -1 to -9 where there are several`;
  return { file: displayName(path), severity: 'warning', message };
}
