/**
 * The feeds of a desk: the main one with every story, those that its settings name, and one for each language, section
 * and country that occurs. A feed keeps its address for ever; one that is taken out of the settings says so at it.
 */
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedKind, FeedLink, LogPosition } from '../story/feed.ts';
import { matches } from '../story/filter.ts';
import { slugOfWords } from '../story/guid.ts';
import { primaryLanguage } from '../story/language.ts';
import type { Problem } from '../story/problem.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import { sha256 } from '../wire/event.ts';
import type { FeedShelf, NewFeed, ShelvedFeed } from '../wire/feed-shelf.ts';
import { headingOf } from './feed-heading.ts';
import { type FeedOptions, OCCURRING_KINDS, type OccurringKind } from './feed-options.ts';

/** Copy makes feeds by what it says of itself: a slip of the pen must not make thousands. */
const OCCURRING_FEEDS_MAX = 500;

export class FeedSet {
  readonly #shelf: FeedShelf;
  readonly #desk: Desk;
  readonly #options: FeedOptions;
  readonly #byKey = new Map<string, ShelvedFeed>();
  /** By their ids: what a feed is called takes longer to find out than all else about a story's feeds. */
  readonly #links = new Map<number, FeedLink>();
  /** Names for which there was no room. */
  readonly #refused = new Set<string>();

  private constructor(shelf: FeedShelf, desk: Desk, options: FeedOptions) {
    this.#shelf = shelf;
    this.#desk = desk;
    this.#options = options;
  }

  /**
   * With the feeds that are always there; those that the settings no longer want are retired. Whoever knows old settings
   * alone (`areStale`) leaves them as they are.
   */
  static async open(shelf: FeedShelf, desk: Desk, options: FeedOptions, areStale = false): Promise<FeedSet> {
    const set = new FeedSet(shelf, desk, options);
    for (const feed of await shelf.all()) set.#byKey.set(keyOf(feed), feed);
    await set.#open({ kind: 'main', key: '', label: '', language: desk.language, wantedPath: '' });
    if (!areStale) await set.#settle();
    return set;
  }

  async #settle(): Promise<void> {
    for (const { name, language = this.#desk.language } of this.#options.named ?? []) {
      await this.#open({ kind: 'named', key: name, label: name, language, wantedPath: `${name}/` });
    }
    for (const feed of this.#byKey.values()) {
      const isRetired = !this.#isWanted(feed);
      if (isRetired === feed.isRetired) continue;
      await this.#shelf.setRetired(feed.id, isRetired);
      this.#byKey.set(keyOf(feed), { ...feed, isRetired });
      await this.#tellOthers(feed);
    }
  }

  async #open(feed: NewFeed): Promise<ShelvedFeed> {
    const known = this.#byKey.get(keyOf(feed));
    if (known !== undefined) return known;
    const made = await this.#shelf.open(feed);
    this.#byKey.set(keyOf(made), made);
    await this.#tellOthers(made);
    return made;
  }

  /** The pages of the feeds by language name each other. */
  async #tellOthers({ kind }: ShelvedFeed): Promise<void> {
    if (kind !== 'language') return;
    const others = [...this.#byKey.values()].filter((feed) => feed.kind === 'language' || feed.kind === 'main');
    await this.#shelf.markStale(others.map(({ id }) => ({ feedId: id })));
  }

  /** Where a version stands that may be used. Opens the feeds of a language, section or country that occurs for the first time. */
  async feedsOf(version: StoryVersion): Promise<readonly number[]> {
    const found = [
      this.#byKey.get(keyOf({ kind: 'main', key: '' })),
      ...(this.#options.named ?? [])
        .filter(({ filter }) => matches(filter, version))
        .map(({ name }) => this.#byKey.get(keyOf({ kind: 'named', key: name }))),
    ];
    for (const feed of occurringIn(version.story, this.#desk)) {
      if (this.#makes(feed.kind) && this.#hasRoom(feed)) found.push(await this.#open(feed));
    }
    return found.flatMap((feed) => (feed === undefined ? [] : [feed.id]));
  }

  /** The feeds by which pages lead from a story to others like it. */
  async linksOf(version: StoryVersion): Promise<readonly FeedLink[]> {
    const links = (await this.feedsOf(version)).map((id) => this.#links.get(id) ?? this.#linkTo(id));
    return links.filter((link) => link !== undefined).filter(({ kind }) => kind !== 'main');
  }

  #linkTo(id: number): FeedLink | undefined {
    const shelved = [...this.#byKey.values()].find((feed) => feed.id === id);
    if (shelved === undefined) return undefined;
    const { kind, path } = shelved;
    const { title, label, language } = headingOf(shelved, this.#desk, this.#options);
    const link = { kind, path, title, label, language };
    this.#links.set(id, link);
    return link;
  }

  #hasRoom(feed: NewFeed): boolean {
    const occurring = [...this.#byKey.values()].filter(({ kind }) => isOccurring(kind));
    if (this.#byKey.has(keyOf(feed)) || occurring.length < OCCURRING_FEEDS_MAX) return true;
    this.#refused.add(feed.label);
    return false;
  }

  get problems(): readonly Problem[] {
    return [...this.#refused].map((label) => ({
      file: 'feeds/',
      severity: 'warning',
      message: `"${label}" gets no feed of its own: there are ${OCCURRING_FEEDS_MAX} of languages, sections and countries already`,
    }));
  }

  #isWanted({ kind, key }: ShelvedFeed): boolean {
    if (isOccurring(kind)) return this.#makes(kind);
    return kind === 'main' || (this.#options.named ?? []).some(({ name }) => name === key);
  }

  #makes(kind: FeedKind): boolean {
    return isOccurring(kind) && (this.#options.each ?? OCCURRING_KINDS).includes(kind);
  }

  /** As it is written: `latestEvent` is the newest of those that changed it. */
  feedOf(shelved: ShelvedFeed, latestEvent: LogPosition): Feed {
    const { hub } = this.#options;
    const archives = shelved.isRetired ? 0 : archivesOf(shelved, this.#shelf);
    return {
      name: shelved.path === '' ? 'main' : shelved.path.slice(0, -1),
      kind: shelved.kind,
      path: shelved.path,
      ...headingOf(shelved, this.#desk, this.#options),
      ...(hub !== undefined && { hub }),
      ...(shelved.isRetired && { hasEnded: true }),
      ...(archives > 0 && { archives }),
      ...((shelved.kind === 'main' || shelved.kind === 'language') && { byLanguage: this.#byLanguage() }),
      latestEvent,
    };
  }

  #byLanguage(): readonly Pick<Feed, 'path' | 'language'>[] {
    return [...this.#byKey.values()]
      .filter(({ kind, isRetired }) => kind === 'language' && !isRetired)
      .map(({ path, language }) => ({ path, language }));
  }
}

/** So many archive documents of it are complete. */
export function archivesOf({ places }: ShelvedFeed, { archiveStories }: FeedShelf): number {
  return Math.floor(places / archiveStories);
}

function keyOf({ kind, key }: Pick<ShelvedFeed, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

function isOccurring(kind: FeedKind): kind is OccurringKind {
  return OCCURRING_KINDS.some((each) => each === kind);
}

/** The feeds that a story makes by what it is: of its language, its section, the country in its dateline. */
function occurringIn({ language: tag, section, dateline }: Story, desk: Desk): readonly NewFeed[] {
  const language = primaryLanguage(tag);
  const code = dateline?.place?.country?.code;
  const named = section?.normalize('NFC').trim() ?? '';
  const key = named.toLowerCase();
  return [
    { kind: 'language', key: language, label: language, language, wantedPath: `languages/${language}/` },
    ...(named === ''
      ? []
      : [{ kind: 'section', key, label: named, language: tag, wantedPath: `sections/${folderOf(key)}/` } as const]),
    ...(code === undefined
      ? []
      : [
          {
            kind: 'country',
            key: code,
            label: code,
            language: desk.language,
            wantedPath: `countries/${code.toLowerCase()}/`,
          } as const,
        ]),
  ];
}

/** In ASCII, as every file system and address bar takes it; of a name in another script, a part of its hash. */
function folderOf(section: string): string {
  return slugOfWords(section) ?? `section-${sha256(section).slice(0, 10)}`;
}
