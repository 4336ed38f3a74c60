/** What lies where in a desk's folder. */
import { join, resolve } from 'node:path';

export type DeskFolders = {
  readonly root: string;
  readonly config: string;
  readonly stories: string;
  readonly feeds: string;
  /** The log and what belongs to it: the one folder to back up besides `stories/`. */
  readonly wire: string;
  readonly store: string;
  /** The bytes of pictures, by their content. */
  readonly pictures: string;
};

export function deskFolders(root: string): DeskFolders {
  const at = (...names: string[]) => resolve(join(root, ...names));
  return {
    root: at(),
    config: at('wiredesk.yaml'),
    stories: at('stories'),
    feeds: at('feeds'),
    wire: at('wire'),
    store: at('wire', 'wire.sqlite'),
    pictures: at('wire', 'pictures'),
  };
}
