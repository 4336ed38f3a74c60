/** Which story another one translates: the front matter says so, or the same file name in another language's folder. */
import type { Instant } from '../story/instant.ts';
import { canonicalLanguage, primaryLanguage } from '../story/language.ts';
import type { StoryVersion } from '../story/story.ts';
import type { CommittingStore, Store } from '../wire/store.ts';
import type { CommitContext, Reading } from './commit-story.ts';
import { slugOfFile } from './identity.ts';

export type Original = {
  readonly guid?: string;
  /** Why there is no link, where the desk wanted one. */
  readonly warning?: string;
};

type Translating = {
  /** The story itself, where it is on the wire. */
  readonly guid: string | undefined;
  /** Only the trusted may know of it. */
  readonly isSecret: boolean;
  readonly firstCreated: Instant;
};

export async function originalOf(reading: Reading, own: Translating, context: CommitContext): Promise<Original> {
  const { translationOf, item } = reading.copy;
  // Its file's name is its sender's, and says nothing.
  if (item !== undefined) return {};
  return translationOf === undefined ? byFileName(reading, own, context) : byName(translationOf, own, context);
}

async function byName(name: string, own: Translating, { store }: CommitContext): Promise<Original> {
  const original = await storyNamed(name, store);
  if (original === undefined || !isLinkable(original, own)) {
    return {
      warning: `translationOf: "${name}" is no story that is out; save this file again when it is, for the link`,
    };
  }
  // A translation of a translation is one of the same original.
  return { guid: original.translationOf ?? original.guid };
}

/** `stories/budget.txt`, as an editor writes it, is `budget.txt`. */
export function pathIn(name: string): string {
  return name.replace(/^(?:\.\/)?stories\//, '');
}

/** By guid, slug or file, as an editor writes it. */
export async function storyNamed(
  name: string,
  { stories }: Pick<CommittingStore, 'stories'>,
): Promise<StoryVersion | undefined> {
  const entry = name.includes(':')
    ? await stories.withGuid(name)
    : ((await stories.withSlug(name)) ?? (await stories.atPath(pathIn(name))));
  return entry === undefined ? undefined : stories.version(entry.guid);
}

/** What is killed has nothing to lead to, and of what is under embargo nobody may hear by its translation. */
function isLinkable(original: StoryVersion, { guid, isSecret }: Pick<Translating, 'guid' | 'isSecret'>): boolean {
  if (original.guid === guid || original.pubStatus === 'canceled') return false;
  return isSecret || original.audience === undefined;
}

/** File names come again: what was first filed longer ago is another story. */
const APART_MAX_MS = 3 * 24 * 60 * 60 * 1000;

async function byFileName({ path, copy }: Reading, own: Translating, context: CommitContext): Promise<Original> {
  if (copy.id !== undefined) return {};
  const { language } = copy.story;
  const guid = await originalInOtherFolder({ path, language, firstCreated: own.firstCreated }, own, context);
  return guid === undefined ? {} : { guid };
}

export type FiledText = {
  readonly path: string;
  readonly language: string;
  readonly firstCreated: Instant;
};

export async function originalInOtherFolder(
  filed: FiledText,
  own: Pick<Translating, 'guid' | 'isSecret'>,
  { store, desk }: Pick<CommitContext, 'store' | 'desk'>,
): Promise<string | undefined> {
  const isOfDesk = (language: string): boolean => primaryLanguage(language) === primaryLanguage(desk.language);
  // The desk's own language is what it translates from.
  if (isOfDesk(filed.language)) return undefined;
  const candidates = (await inOtherLanguages(filed, store)).filter((version) => isLinkable(version, own));
  const original = candidates.find(({ story }) => isOfDesk(story.language)) ?? candidates[0];
  return original?.translationOf ?? original?.guid;
}

/** The newest versions of the stories that have this one's file name under another language's folder, of the same days. */
export async function inOtherLanguages(
  filed: FiledText,
  { stories }: Pick<CommittingStore, 'stories'>,
): Promise<readonly StoryVersion[]> {
  const others: StoryVersion[] = [];
  for (const { guid, path } of await stories.withSlugBase(slugOfFile(filed.path))) {
    const version = path === undefined ? undefined : await stories.version(guid);
    if (version === undefined || path === undefined) continue;
    const { firstCreated, story } = version;
    if (isNamedAlike(filed, { path, language: story.language, firstCreated })) others.push(version);
  }
  return others;
}

/** In two languages, under one name, of the same days. */
export function isNamedAlike(one: FiledText, other: FiledText): boolean {
  return (
    Math.abs(Date.parse(one.firstCreated) - Date.parse(other.firstCreated)) <= APART_MAX_MS && haveOneName(one, other)
  );
}

/** In two languages, whenever that was. */
export function haveOneName(
  one: Pick<FiledText, 'path' | 'language'>,
  other: Pick<FiledText, 'path' | 'language'>,
): boolean {
  if (primaryLanguage(one.language) === primaryLanguage(other.language)) return false;
  return nameInAllLanguages(one.path, one.language) === nameInAllLanguages(other.path, other.language);
}

/** `fr/politics/budget.txt`, of a story in French, is `politics/budget.txt`. */
function nameInAllLanguages(path: string, language: string): string {
  const folders = path.split('/');
  const at = folders.slice(0, -1).findIndex((folder) => isFolderOf(folder, language));
  return folders.filter((_, index) => index !== at).join('/');
}

function isFolderOf(folder: string, language: string): boolean {
  const tag = canonicalLanguage(folder);
  return tag !== undefined && primaryLanguage(tag) === primaryLanguage(language);
}

/** A translation is linked to a story that is on the wire: what lies in the folder of another language is taken in last. */
export function originalsFirst<File extends { readonly path: string }>(
  files: readonly File[],
  deskLanguage: string,
): readonly File[] {
  const isForeign = ({ path }: File): boolean => isInForeignFolder(path, deskLanguage);
  return [...files.filter((file) => !isForeign(file)), ...files.filter(isForeign)];
}

function isInForeignFolder(path: string, deskLanguage: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder) => {
    const tag = canonicalLanguage(folder);
    return tag !== undefined && primaryLanguage(tag) !== primaryLanguage(deskLanguage);
  });
}

/** In other languages, as everybody may read it. */
export async function translationsOf(
  version: StoryVersion,
  { stories }: Pick<Store, 'stories'>,
): Promise<readonly StoryVersion[]> {
  const all = await stories.translations(version.translationOf ?? version.guid);
  return all.filter(({ guid }) => guid !== version.guid);
}

/** The stories whose pages lead to this one, or did until now. */
export async function leadingTo(
  { guid, version, translationOf }: StoryVersion,
  translations: readonly StoryVersion[],
  { stories }: Pick<Store, 'stories'>,
): Promise<readonly string[]> {
  const before = version > 1 ? (await stories.version(guid, version - 1))?.translationOf : undefined;
  const former = before === undefined || before === translationOf ? [] : await stories.translations(before);
  return [...translations, ...former].map((other) => other.guid);
}
