/**
 * The newsroom: what its people have saved in `stories/`, and what of it may be read outside. It knows nothing of the wire,
 * so that it can tell when that is wrong.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Picture, Pictures } from './pictures.ts';
import { wordMaker, wordsIn } from './words.ts';

/** One text that was saved. */
export type Text = {
  readonly word: string;
  /** Nobody may read it before. */
  readonly embargo: number | undefined;
  /** It says itself that it is not to be read. */
  readonly isTakenBack: boolean;
  /** Saved while the desk held its story. */
  waitsForRelease: boolean;
  /** It says itself which pictures its story has, or that it has none. */
  readonly choosesPictures?: boolean;
};

/** One file, by whatever name, with all that was saved in it. */
export type Filed = {
  path: string;
  /** In its name, and so in its story's slug. */
  readonly name: string;
  readonly slugline: string;
  readonly texts: Text[];
  readonly pictures: Map<string, string>;
  /** An editor has asked for its story to be taken back. */
  isOrderedBack: boolean;
  /** Moved, or edited in the midst of a pass, and no pass has looked at it since. */
  isAside: boolean;
  /** Its name could be that of a picture of another story; whether a pass has come to know it. */
  readonly sibling?: { isKnown: boolean };
};

export type Front = {
  readonly embargo?: number;
  readonly expires?: number;
  readonly hold?: boolean;
  readonly kill?: boolean;
  readonly correction?: boolean;
  readonly section?: string;
  readonly urgency?: number;
  readonly translationOf?: string;
  readonly pictures?: string;
};

export class Newsroom {
  readonly folder: string;
  readonly files: Filed[] = [];
  /** What another system has made: such a story lies now in one file, now in another. */
  readonly items: Filed[] = [];
  readonly pictures: Pictures = new Pictures();
  readonly #word = wordMaker();
  readonly #owners = new Map<string, { readonly filed: Filed; readonly text?: Text }>();
  /** The words of texts that everybody could read at some time. */
  readonly out: Set<string> = new Set();
  /** The latest that its clocks have shown. */
  latest: number;

  constructor(folder: string, now: number) {
    this.folder = folder;
    this.latest = now;
    mkdirSync(folder, { recursive: true });
  }

  /** Whether anybody may read that word by now. */
  mayShow(word: string): boolean {
    const picture = this.pictures.withWord(word);
    if (picture !== undefined) return this.mayShowPicture(picture);
    const owner = this.#owners.get(word);
    if (owner === undefined) return true;
    if (owner.text !== undefined) return this.#isFree(owner.text) && !this.#isOverruled(owner.filed, owner.text);
    // A translation has the name of its original.
    const named = owner.filed.name === word ? this.#named(word) : [owner.filed];
    if (named.some(({ texts }) => texts.some((text) => this.#isFree(text)))) return true;
    // A lead that says of itself until when brings its story out under the name that this has.
    const parts = this.files.filter(({ slugline }) => slugline === owner.filed.slugline);
    return parts.some(({ texts }) => texts.some((text) => text.embargo !== undefined && this.#isFree(text)));
  }

  /** A picture is as free as one of the texts that it was saved beside, or that have taken their place. */
  mayShowPicture({ owners, word }: Picture): boolean {
    return [...owners].some(([filed, since]) => {
      const isOut = filed.texts.slice(since).some((text) => this.#isFree(text));
      return isOut && !this.#isOverruled(filed, { word });
    });
  }

  /** Nobody has read it yet, and an editor has written since that nobody may: whoever could not read that has to wait. */
  #isOverruled(filed: Filed, text: Pick<Text, 'word'>): boolean {
    if (this.items.includes(filed)) return false;
    // What is edited and moved is another file to whoever looks later; and a take's file is not its story's.
    if (this.out.has(text.word) || filed.isAside || /(?:^|\/)add-/.test(filed.path)) return false;
    const now = this.textIn(filed);
    return now !== undefined && !this.#isFree(now);
  }

  #named(word: string): readonly Filed[] {
    return [...this.files, ...this.items].filter(({ name }) => name === word);
  }

  /** Whose name is in that guid. */
  ownersOf(guid: string): readonly Filed[] {
    return [...wordsIn(guid)].flatMap((name) => this.#named(name));
  }

  #isFree({ embargo = 0, isTakenBack, waitsForRelease }: Text): boolean {
    return !isTakenBack && !waitsForRelease && embargo <= this.latest;
  }

  /** In a text or a picture: not in a name. */
  isSaved(word: string): boolean {
    return this.#owners.get(word)?.text !== undefined || this.pictures.withWord(word) !== undefined;
  }

  /** What lies there now. */
  bytesOf({ path }: Pick<Filed, 'path'>): Buffer | undefined {
    const file = join(this.folder, path);
    return path !== '' && existsSync(file) ? readFileSync(file) : undefined;
  }

  /** Of that name: a story of its own, or a part or a translation of another one. */
  newFile(
    pathOf: (name: string) => string,
    of?: Pick<Filed, 'slugline' | 'sibling'> & { readonly name?: string },
  ): Filed {
    const name = of?.name ?? this.#word();
    const filed = { ...filedAs(pathOf(name), name, of?.slugline), ...(of?.sibling && { sibling: of.sibling }) };
    if (of?.name === undefined) this.#owners.set(name, { filed });
    this.files.push(filed);
    return filed;
  }

  newItem(): Filed {
    const name = this.#word();
    const item = filedAs('', name, undefined);
    this.#owners.set(name, { filed: item });
    this.items.push(item);
    return item;
  }

  /** With a word of its own. */
  newText(filed: Filed, terms: Omit<Text, 'word'>): Text {
    const text = { word: this.#word(), ...terms };
    filed.texts.push(text);
    this.#owners.set(text.word, { filed, text });
    return text;
  }

  /** Stands beside those of its texts, as in the address of a picture that lies with its sender. */
  newWord(
    filed: Filed,
    { waitsForRelease, ...terms }: Pick<Text, 'embargo' | 'isTakenBack'> & { waitsForRelease: () => boolean },
  ): string {
    const word = this.#word();
    const text = {
      word,
      ...terms,
      get waitsForRelease() {
        return waitsForRelease();
      },
    };
    this.#owners.set(word, { filed, text });
    return word;
  }

  /** The text that lies there now. */
  textIn(filed: Filed): Text | undefined {
    return this.textsIn(filed, filed.path)[0];
  }

  /** Of its texts, those that lie in that file. */
  textsIn({ texts }: Filed, path: string): readonly Text[] {
    const words = wordsIn(this.bytesOf({ path }) ?? '');
    return texts.filter(({ word }) => words.has(word));
  }

  /** Copy for that file with a word of its own, before it is saved. */
  copyFor(filed: Filed, front: Front, { mark, isHeld = false, hasMore = false }: CopyOptions = {}): string {
    const { embargo, hold = false, kill = false } = front;
    const terms = { embargo, isTakenBack: hold || kill, waitsForRelease: isHeld };
    const { word } = this.newText(filed, { ...terms, choosesPictures: front.pictures !== undefined });
    const headline = `Council meets again on ${word} today`;
    if (hold || kill) filed.isOrderedBack = true;
    const head = mark === undefined ? headline : `${mark}\n${headline}`;
    return `${frontMatter(filed, front)}${head}\n\nDakar, Senegal (PANA) - The council met on ${word} and agreed.\n\nIt meets again in ${word}.\n${hasMore ? '\nMORE\n' : ''}`;
  }

  save({ path }: Pick<Filed, 'path'>, bytes: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }

  /** Written beside its place, and renamed over what lies there. */
  saveOver({ path }: Pick<Filed, 'path'>, bytes: string | Uint8Array): void {
    const beside = `${path}.part`;
    this.save({ path: beside }, bytes);
    renameSync(join(this.folder, beside), join(this.folder, path));
  }

  remove({ path }: Pick<Filed, 'path'>): void {
    rmSync(join(this.folder, path), { force: true, recursive: true });
  }

  /** Its pictures stay where they are, unless nobody could tell whose they are then. */
  removeFile(filed: Filed): void {
    this.remove(filed);
    if (filed.sibling?.isKnown === false) for (const path of filed.pictures.keys()) this.removePicture(filed, path);
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.folder, to)), { recursive: true });
    renameSync(join(this.folder, from), join(this.folder, to));
  }

  isThere({ path }: Pick<Filed, 'path'>): boolean {
    return existsSync(join(this.folder, path));
  }

  /** By its new name, with its pictures. */
  move(filed: Filed, path: string): void {
    const to = join(this.folder, path);
    if (existsSync(to) || !existsSync(join(this.folder, filed.path))) return;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(this.folder, filed.path), to);
    this.movePictures(filed, filed.path, path);
    filed.path = path;
    filed.isAside = true;
  }

  movePictures({ pictures }: Filed, from: string, to: string): void {
    const before = new Map(pictures);
    pictures.clear();
    for (const [picture, word] of before) {
      const moved = picture.replace(stem(from), stem(to));
      if (this.isThere({ path: picture })) this.rename(picture, moved);
      pictures.set(moved, word);
    }
  }

  /** Beside that story, under the number: a new one, or the same that lies beside another. Returns where. */
  savePicture(
    filed: Filed,
    number: number,
    { isHalf = false, picture = this.pictures.make(this.#word()) }: PictureOptions = {},
  ): string {
    const path = `${stem(filed.path)}${number === 0 ? '' : `-${number}`}.jpg`;
    for (const other of this.files) other.pictures.delete(path);
    // Whoever has its whole name has the picture; of one that was gone before anybody knew it nobody could tell.
    const isKnown = (other: Filed): boolean => other.sibling?.isKnown !== false || this.isThere(other);
    const owner = this.files.find((other) => stem(other.path) === stem(path) && isKnown(other)) ?? filed;
    owner.pictures.set(path, picture.word);
    this.adopt(picture, owner);
    this.save({ path }, isHalf ? picture.bytes.subarray(0, -60) : picture.bytes);
    return path;
  }

  /** From now on it is of that story too. */
  adopt({ owners }: Picture, filed: Filed): void {
    if (owners.has(filed)) return;
    const now = this.items.includes(filed) ? undefined : this.textIn(filed);
    owners.set(filed, now === undefined ? 0 : filed.texts.indexOf(now));
  }

  /** The whole picture that lies there now. */
  pictureAt(path: string): Picture | undefined {
    const bytes = this.bytesOf({ path });
    const [word = ''] = wordsIn(bytes ?? '');
    const picture = this.pictures.withWord(word);
    return bytes !== undefined && picture?.bytes.equals(bytes) === true ? picture : undefined;
  }

  removePicture(filed: Filed, path: string): void {
    filed.pictures.delete(path);
    rmSync(join(this.folder, path), { force: true });
  }

  /** The desk lets go what was saved meanwhile. */
  released(filed: Filed): void {
    for (const text of filed.texts) text.waitsForRelease = false;
  }
}

type PictureOptions = { readonly isHalf?: boolean; readonly picture?: Picture };

export type CopyOptions = {
  /** A line above the headline: `1ST LEAD`. */
  readonly mark?: string;
  readonly isHeld?: boolean;
  /** Further takes are to come. */
  readonly hasMore?: boolean;
};

function filedAs(path: string, name: string, slugline = `Council-${name.slice(2)}`): Filed {
  return { path, name, slugline, texts: [], pictures: new Map(), isOrderedBack: false, isAside: false };
}

function stem(path: string): string {
  return path.replace(/\.[^.]*$/, '');
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function frontMatter({ slugline }: Filed, front: Front): string {
  const lines = [
    `slugline: ${slugline}`,
    ...(front.embargo === undefined ? [] : [`embargo: ${instant(front.embargo)}`]),
    ...(front.expires === undefined ? [] : [`expires: ${instant(front.expires)}`]),
    ...(front.hold === true ? ['hold: not checked yet'] : []),
    ...(front.kill === true ? ['kill: it was wrong'] : []),
    ...(front.correction === true ? ['correction: the day was wrong'] : []),
    ...(front.section === undefined ? [] : [`section: ${front.section}`]),
    ...(front.urgency === undefined ? [] : [`urgency: ${front.urgency}`]),
    ...(front.translationOf === undefined ? [] : [`translationOf: ${front.translationOf}`]),
    ...(front.pictures === undefined ? [] : [`pictures: ${front.pictures}`]),
  ];
  return `---\n${lines.join('\n')}\n---\n`;
}
