/** Names that may be chosen from afar for a file in stories/. */
import { storyFileKind, type StoryFileKind } from '../../copy/read-stories.ts';
import { isStoryFile } from '../../publish/story-files.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';

const FOLDERS_MAX = 4;

/** Common file systems take 255 bytes a name. */
const NAME_BYTES_MAX = 200;

/** Letters, digits and a few signs: nothing that leads elsewhere, hides a file, or means something to a shell. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._-]*$/u;

export const ENDINGS: Readonly<Record<StoryFileKind, string>> = { copy: '.txt', ninjs: '.json', 'newsml-g2': '.xml' };

/** The same name as a path below stories/. Throws a `WiredeskError` that says what is wrong with it. */
export function checkedFileName(written: string, kind: StoryFileKind): string {
  const path = written.normalize('NFC');
  const names = path.split('/');
  const isTaken = names.every((name) => NAME.test(name) && !/[. ]$/.test(name) && isShort(name));
  if (!isTaken || names.length > FOLDERS_MAX + 1) {
    throw new WiredeskError(
      `"${written}" is no name for a file in stories/: write it as in fr/storm${ENDINGS[kind]}, of letters, digits, dots, hyphens and blanks`,
    );
  }
  if (!isStoryFile(path)) {
    throw new WiredeskError(`"${written}" is a name that passes leave alone: end it in ${ENDINGS[kind]}`);
  }
  if (storyFileKind(path) !== kind) {
    throw new WiredeskError(`"${written}" must end in ${ENDINGS[kind]}, by what is sent`);
  }
  return path;
}

function isShort(name: string): boolean {
  return Buffer.byteLength(name) <= NAME_BYTES_MAX;
}
