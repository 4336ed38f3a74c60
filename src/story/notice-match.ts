/**
 * Which story a notice speaks of that was filed as copy (`KILL - ..., Eds: kill the story slugged ...`). A kill cannot be
 * taken back, so that only what names one story and no other is certain; all else is for a person to decide.
 */
import { slugInGuid } from './guid.ts';
import { wordsOf } from './parts.ts';
import type { Story } from './story.ts';

/** A story that it may mean, with the words that it was published with. */
export type Candidate = {
  readonly guid: string;
  readonly slug: string;
  readonly story: Pick<Story, 'headline' | 'slugline'>;
};

export type Match =
  | { readonly kind: 'certain'; readonly candidate: Candidate }
  /** The likeliest first; none where nothing on the wire is like it. */
  | { readonly kind: 'doubtful'; readonly candidates: readonly Candidate[] };

const CANDIDATES_MAX = 5;

export function matchNotice(notice: Story, stories: readonly Candidate[]): Match {
  const text = [notice.slugline, notice.headline, notice.edNote, ...notice.body]
    .filter((part) => part !== undefined)
    .join('\n');
  const words = wordsOf(text);
  const named = stories.filter((story) => isNamed(story, text, words));
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return { kind: 'certain', candidate: only };
  if (only !== undefined) return { kind: 'doubtful', candidates: named.slice(0, CANDIDATES_MAX) };
  const told = new Set(words.split(' '));
  const likely = stories
    .map((candidate) => ({ candidate, likeness: likenessOf(candidate, words, told) }))
    .filter(({ likeness }) => likeness >= LIKENESS_MIN)
    .toSorted((a, b) => b.likeness - a.likeness);
  return { kind: 'doubtful', candidates: likely.slice(0, CANDIDATES_MAX).map(({ candidate }) => candidate) };
}

/** Fewer words are a phrase that other stories have too. */
const HEADLINE_WORDS_MIN = 4;

/** A slug of so many words is nobody else's: slugs are unique on a desk, and nobody writes one by chance. */
const SLUG_WORDS_MIN = 3;

/** By its guid, by a slug that is more than a word or two, or by its whole headline. */
function isNamed({ guid, slug, story }: Candidate, text: string, words: string): boolean {
  const headline = wordsOf(story.headline);
  return (
    holds(text, guid) ||
    (isDistinct(slug) && holds(text, slug)) ||
    (isDistinct(slugInGuid(guid)) && holds(text, slugInGuid(guid))) ||
    (headline.split(' ').length >= HEADLINE_WORDS_MIN && ` ${words} `.includes(` ${headline} `))
  );
}

function isDistinct(slug: string): boolean {
  return slug.split('-').length >= SLUG_WORDS_MIN;
}

/** As a word of its own, in whichever case; the full stop after it ends a sentence. */
function holds(text: string, name: string): boolean {
  const literally = name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const pattern = `(?<![\\p{L}\\p{N}:._-])${literally}(?![\\p{L}\\p{N}:_-]|\\.[\\p{L}\\p{N}])`;
  return new RegExp(pattern, 'iu').test(text);
}

const LIKENESS_MIN = 0.5;

/** Of a slug that a story got under embargo: the desk knows it by its file's name, which stands before them. */
const HASH_DIGITS = /-[\da-f]{6}(?:-\d+)?$/;

/** From 0 to 2: the share of its headline's longer words that the notice has, and one more for its slugline. */
function likenessOf({ story, slug }: Candidate, words: string, told: ReadonlySet<string>): number {
  const longer = wordsOf(story.headline)
    .split(' ')
    .filter((word) => word.length > 3);
  const shared = longer.filter((word) => told.has(word)).length;
  const slugline = wordsOf(story.slugline ?? slug.replace(HASH_DIGITS, ''));
  const bySlugline = slugline !== '' && ` ${words} `.includes(` ${slugline} `) ? 1 : 0;
  return bySlugline + (longer.length === 0 ? 0 : shared / longer.length);
}
