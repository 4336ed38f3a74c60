/** What a pass tells of files: whoever looks after the desk has heard of these. */
import type { Pass } from '../../../src/publish/publish-pass.ts';
import { fileOf } from '../../../src/wire/story-path.ts';

/** By their paths below `stories/`; of a folder that could not be read, the folder. */
export function toldIn({ held, unsettled, problems }: Pick<Pass, 'held' | 'unsettled' | 'problems'>): ToldFiles {
  const paths = new Set([
    ...held.map(({ path }) => fileOf(path)),
    ...unsettled,
    ...problems.map(({ file }) => file.replace(/^stories\//, '')),
  ]);
  return {
    count: paths.size,
    has: (path) => {
      const folders = path.split('/').slice(0, -1);
      const around = folders.map((_, index) => folders.slice(0, index + 1).join('/'));
      return [path, ...around].some((each) => paths.has(each));
    },
  };
}

export type ToldFiles = { readonly has: (path: string) => boolean; readonly count: number };
