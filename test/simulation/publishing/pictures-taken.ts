/**
 * What README.md promises of pictures: each goes out with its own story and with no other, as it is; it leaves with the
 * text; and none that lies beside a story is passed over in silence.
 */
import { sha256 } from '../../../src/wire/event.ts';
import type { Pass } from '../../../src/publish/publish-pass.ts';
import { isHeld } from '../../../src/story/life.ts';
import { isKept, type KeptPicture } from '../../../src/story/picture.ts';
import type { StoryVersion } from '../../../src/story/story.ts';
import type { Store } from '../../../src/wire/store.ts';
import { broken } from '../broken-promise.ts';
import { isPublic } from './life-of-versions.ts';
import type { Filed, Newsroom } from './newsroom.ts';
import { guidOf, type Sender } from './sender.ts';
import { toldIn } from './told.ts';
import type { Tree } from './tree.ts';

/** Of each version that comes on the wire; `path`: of its story's file. */
export function heedPictures(version: StoryVersion, path: string | undefined, newsroom: Newsroom): void {
  const named = newsroom.ownersOf(version.guid).filter((filed) => isNamedAs(version, filed));
  const lying = [...newsroom.files, ...newsroom.items].filter((filed) => filed.path === path);
  // Of a lead or a translation by its slugline alone.
  const sluglines = new Set([...named, ...lying].map(({ slugline }) => slugline));
  for (const { hash, file } of keptIn(version)) {
    const picture = newsroom.pictures.withHash(hash);
    const told = `${version.guid} v${version.version} has the picture ${file}`;
    if (picture === undefined) return broken(`${told}, which nobody has saved`);
    const isItsOwn = [...picture.owners.keys()].some(({ slugline }) => sluglines.has(slugline));
    if (!isItsOwn) broken(`${told} with ${picture.word}, which is another story's`);
  }
}

/** A sibling has its name from another, and a number for itself; what was under embargo has six digits more. */
function isNamedAs({ guid }: StoryVersion, { sibling, slugline }: Filed): boolean {
  return sibling === undefined || guid.replace(/-[0-9a-f]{6}$/, '').endsWith(slugline.slice(-2));
}

function keptIn({ story }: StoryVersion): readonly KeptPicture[] {
  return (story.pictures ?? []).filter(isKept);
}

const OF_STORY = /^stories\/([^/]+)\/(.*)$/;
const OF_PICTURE = /^([0-9a-f]{32})\.(?:jpg|png|webp|gif)$/;

/** In `feeds/` lie the pictures of what is out, each in the folder of its story, and no other. */
export function checkPictures(tree: Tree, newest: readonly StoryVersion[], pass: Pass): void {
  const wanted = new Map<string, ReadonlySet<string>>();
  for (const version of newest.filter(isPublic)) {
    const pictures = version.pubStatus === 'usable' ? keptIn(version) : [];
    wanted.set(version.slug, new Set(pictures.map(({ hash }) => hash.slice(0, 32))));
  }
  for (const [path, { bytes }] of tree) {
    const [, slug, name = ''] = OF_STORY.exec(path) ?? [];
    const [, address] = OF_PICTURE.exec(name) ?? [];
    if (slug === undefined) {
      if (path.endsWith('.jpg')) broken(`${path} is a picture in the folder of no story`);
      continue;
    }
    if (!wanted.has(slug)) broken(`${path} is of no story that is out`);
    if (address === undefined) continue;
    if (wanted.get(slug)?.has(address) !== true) broken(`${path} is no picture of its story`);
    if (!sha256(bytes).startsWith(address)) broken(`${path} has other bytes than those of its name`);
  }
  const told = pass.problems.map(({ message }) => message).join('\n');
  for (const [slug, addresses] of wanted) {
    for (const address of addresses) {
      const isThere = tree.has(`stories/${slug}/${address}.jpg`);
      if (!isThere && !told.includes('wire/pictures/')) broken(`the picture ${address} of ${slug} is not there`);
    }
  }
}

type Look = {
  readonly pass: Pass;
  readonly now: number;
  /** Every word that any version has had. */
  readonly words: ReadonlySet<string>;
  readonly isSeen: (path: string) => boolean;
};

export class PicturesTaken {
  readonly #newsroom: Newsroom;
  readonly #sender: Sender;

  constructor(newsroom: Newsroom, sender: Sender) {
    this.#newsroom = newsroom;
    this.#sender = sender;
  }

  /** After a pass that has ended well: what lies beside a story is of it, or its newsroom has been told why not. */
  async check(wire: Store, look: Look): Promise<void> {
    const told = toldIn(look.pass);
    for (const filed of [...this.#newsroom.files, ...this.#newsroom.items]) {
      if (!look.isSeen(filed.path)) continue;
      await this.#noteKnown(filed, wire, look.now);
      const isOwn = this.#newsroom.textIn(filed)?.choosesPictures !== true;
      if (!told.has(filed.path) && this.#newsroom.isThere(filed) && isOwn) await this.#checkBeside(filed, wire, look);
    }
  }

  async #checkBeside(filed: Filed, wire: Store, { pass, words }: Look): Promise<void> {
    const told = toldIn(pass);
    const version = await this.#versionOf(filed, wire);
    const isSideFile = await this.#isSideFile(filed, wire);
    if (!isSideFile && (version === undefined || isHeld(version) || version.pubStatus === 'canceled')) return;
    for (const path of filed.pictures.keys()) {
      const picture = this.#newsroom.pictureAt(path);
      if (picture?.owners.has(filed) !== true || told.has(path) || !isBeside(path, filed, this.#newsroom)) continue;
      const isIn = isSideFile ? words.has(picture.word) : version !== undefined && hasPicture(version, picture.hash);
      if (!isIn) broken(`${path} lies beside ${filed.path}, and its story is without it, which nobody is told`);
    }
  }

  /** Of a file with one story in it, once. */
  async #versionOf(filed: Filed, { stories }: Store): Promise<StoryVersion | undefined> {
    const [entry, another] = await stories.inFile(filed.path);
    if (!this.#newsroom.items.includes(filed))
      return entry === undefined || another !== undefined ? undefined : stories.version(entry.guid);
    const lies = this.#newsroom.textsIn(filed, filed.path).length > 0;
    const isAlone = this.#sender.files.get(filed.path)?.sent.length === 1;
    return lies && isAlone ? stories.version(guidOf(filed)) : undefined;
  }

  /** A take, a notice, or the file that a story was in before. */
  async #isSideFile(filed: Filed, { stories }: Store): Promise<boolean> {
    const bytes = this.#newsroom.bytesOf(filed);
    const side = bytes && (await stories.sideFile(filed.path, sha256(bytes)));
    if (side?.path !== filed.path) return false;
    return (await stories.version(side.guid))?.pubStatus !== 'canceled';
  }

  async #noteKnown({ path, sibling, ...filed }: Filed, { stories }: Store, now: number): Promise<void> {
    if (sibling === undefined) return;
    const { embargo = 0, isTakenBack = true } = this.#newsroom.textIn({ path, ...filed }) ?? {};
    const isNoted = embargo > now && !isTakenBack;
    sibling.isKnown = isNoted || (await stories.inFile(path)).length > 0;
  }
}

function hasPicture(version: StoryVersion, hash: string): boolean {
  return keptIn(version).some((picture) => picture.hash === hash);
}

/** By its name, and of no story that has the whole of it. */
function isBeside(picture: string, { path }: Filed, newsroom: Newsroom): boolean {
  const [stem, own] = [picture, path].map((each) => each.replace(/\.[^.]*$/, ''));
  if (stem === own) return true;
  const isOfAnother = ['txt', 'json', 'xml'].some((ending) => newsroom.isThere({ path: `${stem}.${ending}` }));
  return stem?.replace(/-[1-9]$/, '') === own && !isOfAnother;
}
