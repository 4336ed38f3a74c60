/** What somebody does in `stories/` in the midst of a pass, to the very file that it looks at, or to another. */
import type { Dice } from '../random.ts';
import type { Filed, Newsroom } from './newsroom.ts';

export type Between = {
  readonly newsroom: Newsroom;
  readonly chances: Dice;
  /** What is not as it was when the pass began. */
  readonly touched: Set<string>;
  readonly now: number;
};

/** At `path`, below `stories/`; says what was done. */
export function actInBetween(path: string, between: Between): string {
  const { newsroom, chances, touched } = between;
  const all = [...newsroom.files, ...newsroom.items];
  const filed = newsroom.files.find((each) => each.path === path) ?? all.find((each) => each.pictures.has(path));
  const roll = chances.roll();
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (roll < 0.15 && folder !== '') return removeFolder(folder, between);
  if (filed === undefined) {
    // Of a folder nothing is known here but its name.
    if (!/\.(?:json|xml|jpg)$/.test(path) || !newsroom.isThere({ path })) return 'nothing';
    touched.add(path);
    newsroom.remove({ path });
    return `${path} is deleted`;
  }
  touched.add(filed.path);
  if (filed.path !== path) return pictureGoes(filed, path, between);
  if (roll < 0.4) {
    newsroom.removeFile(filed);
    return `${path} is deleted`;
  }
  // What was edited while the desk held it, and is moved, is another file to whoever looks later.
  if (roll < 0.5 && !filed.texts.some(({ waitsForRelease }) => waitsForRelease)) {
    newsroom.move(filed, `sport/${path.slice(path.lastIndexOf('/') + 1)}`);
    touched.add(filed.path);
    return `${path} is moved to ${filed.path}`;
  }
  // The desk may hold it just now, and what is saved then waits.
  if (filed.isOrderedBack) return `${path} stays`;
  const copy = newsroom.copyFor(filed, {});
  if (roll < 0.75) newsroom.save(filed, copy);
  else newsroom.saveOver(filed, copy);
  return `${path} is ${roll < 0.75 ? 'edited' : 'renamed over'}`;
}

function removeFolder(folder: string, { newsroom, touched }: Between): string {
  for (const { path } of newsroom.files) if (path.startsWith(`${folder}/`)) touched.add(path);
  newsroom.remove({ path: folder });
  return `${folder}/ is removed`;
}

function pictureGoes(filed: Filed, path: string, { newsroom, chances, now }: Between): string {
  const roll = chances.roll();
  if (roll < 0.4) {
    newsroom.removePicture(filed, path);
    return `${path} is taken away`;
  }
  const number = Number(/-(\d)\.jpg$/.exec(path)?.[1] ?? 0);
  // Its text has been read by now, and is not the one that this picture comes with.
  const isSecret = roll < 0.7 && newsroom.files.includes(filed) && newsroom.isThere(filed) && !filed.isOrderedBack;
  if (isSecret) {
    newsroom.save(filed, newsroom.copyFor(filed, { embargo: now + EMBARGO_MS }));
    filed.isAside = true;
  }
  newsroom.savePicture(filed, number);
  return `${path} is replaced${isSecret ? ', with its text, which is under embargo now' : ''}`;
}

const EMBARGO_MS = 30 * 60 * 60_000;
