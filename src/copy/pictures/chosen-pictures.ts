/** Which pictures a story has: those that lie beside it, as its front matter wants them, and those that it had before. */
import type { KeptPicture } from '../../story/picture.ts';
import type { Finding } from '../finding.ts';
import type { ListedPicture } from './listed-pictures.ts';
import { baseNameOf, stemOf } from './picture-names.ts';

export type Chosen = {
  readonly pictures: readonly KeptPicture[];
  readonly findings: readonly Finding[];
};

/**
 * `found`: those that lie beside the story, in their order; nothing in the place of one that cannot be used, or the words of
 * each would go to the next. What the front matter says goes before what a picture says.
 */
export function chosenPictures(
  found: readonly (KeptPicture | undefined)[],
  listed: readonly ListedPicture[] | undefined,
): Chosen {
  if (listed === undefined) return { pictures: found.filter((each) => each !== undefined), findings: [] };
  const findings: Finding[] = [];
  const pictures = listed.flatMap(({ file, ...words }, index) => {
    const picture =
      file === undefined ? found[index] : found.find((each) => each !== undefined && isOfFile(each, file));
    if (picture === undefined) findings.push(notThere(file, index));
    return picture === undefined ? [] : [{ ...picture, ...words }];
  });
  return { pictures, findings };
}

function isOfFile(picture: KeptPicture, file: string): boolean {
  return picture.file === baseNameOf(file) || stemOf(picture.file) === baseNameOf(file);
}

function notThere(file: string | undefined, index: number): Finding {
  const which = file === undefined ? `picture ${index + 1}` : `"${file}"`;
  const message = `pictures: ${which} does not lie beside the story, where its pictures have its name: storm.jpg, storm-2.jpg`;
  return { severity: 'warning', message };
}

/**
 * What the story had and whose file is gone or cannot be used now: a picture leaves a story when an editor says so, not
 * when somebody tidies up. In its place if another file has it; out if the front matter lists others.
 */
export function withEarlier(
  pictures: readonly KeptPicture[],
  earlier: readonly KeptPicture[],
  listed: readonly ListedPicture[] | undefined,
): readonly KeptPicture[] {
  const isWanted = ({ file }: KeptPicture): boolean =>
    listed === undefined ||
    listed.some((each) => each.file !== undefined && stemOf(baseNameOf(each.file)) === stemOf(file));
  const taken = new Set(pictures.map(({ file }) => stemOf(file)));
  const kept = earlier.filter((picture) => !taken.has(stemOf(picture.file)) && isWanted(picture));
  if (kept.length === 0) return pictures;
  const all = [...pictures, ...kept];
  return listed === undefined ? all.toSorted((a, b) => (stemOf(a.file) < stemOf(b.file) ? -1 : 1)) : all;
}
