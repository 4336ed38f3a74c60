/** What is done to pictures beside stories, and to stories whose names are like those of pictures. */
import type { Deed, Editing } from './deed.ts';
import type { Filed, Front } from './newsroom.ts';

/** Of a file with one story in it. */
export function illustrate(filed: Filed, editing: Editing): Deed {
  const { newsroom, chances } = editing;
  const roll = chances.roll();
  const isGoneUnknown = filed.sibling?.isKnown === false && !newsroom.isThere(filed);
  if (isGoneUnknown) return { told: `nobody could tell that a picture is of ${filed.path}` };
  const [there] = filed.pictures.keys();
  if (there !== undefined && roll < 0.2) {
    newsroom.removePicture(filed, there);
    return { told: `${there} is taken away`, saved: [filed.path] };
  }
  if (there !== undefined && roll < 0.45) return breakPicture(there, editing);
  if (roll < 0.62) return shareOrMove(filed, editing);
  const isHalf = chances.chance(0.15);
  const path = newsroom.savePicture(filed, chances.below(3), { isHalf });
  return saved(path, filed, editing, `is saved${isHalf ? ', half of it' : ''}`);
}

/** Whoever watches the folder is told of the picture. */
function saved(path: string, filed: Filed, { chances }: Editing, told: string): Deed {
  return { told: `${path} ${told}`, saved: [chances.chance(0.5) ? path : filed.path] };
}

/** Until somebody mends it. */
function breakPicture(path: string, { desk, chances }: Editing): Deed {
  const code = chances.pick(['EACCES', 'EIO'] as const);
  desk.filed.breakAt(path, code);
  return { told: `${path} fails from now on: ${code}`, saved: [path] };
}

/** A picture that lies beside one story is put beside another, and perhaps taken from the first. */
function shareOrMove(filed: Filed, editing: Editing): Deed {
  const { newsroom, chances } = editing;
  const others = [...newsroom.files, ...newsroom.items].filter((other) => other !== filed && other.pictures.size > 0);
  const from = others.length === 0 ? undefined : chances.pick(others);
  const [path = ''] = from?.pictures.keys() ?? [];
  const picture = newsroom.pictureAt(path);
  if (from === undefined || picture === undefined) return { told: 'there is no picture to share' };
  const to = newsroom.savePicture(filed, chances.below(2), { picture });
  const isMoved = chances.chance(0.3);
  if (isMoved) newsroom.removePicture(from, path);
  return saved(to, filed, editing, `is saved, ${isMoved ? 'which was' : 'the same as'} ${path}`);
}

/** A story of its own, whose name is that of a picture of the other: what lies under that name is now its own. */
export function saveSibling(filed: Filed, front: Front, { newsroom, chances }: Editing): Deed {
  const path = filed.path.replace(/(-\d)?\.txt$/, `-${chances.pick([1, 2])}.txt`);
  if (path === filed.path || newsroom.isThere({ path }) || newsroom.files.some((other) => other.path === path)) {
    return { told: 'it has a sibling already' };
  }
  const slugline = `${filed.slugline}${path.slice(-6, -4)}`;
  const of = { name: filed.name, slugline, sibling: { isKnown: false } };
  const sibling = newsroom.newFile(() => path, of);
  newsroom.save(sibling, newsroom.copyFor(sibling, front));
  newsroom.savePicture(sibling, 0);
  return { told: `${path} is saved with a picture`, saved: [path] };
}
