/** Stories that come in several files: takes that follow the first text, and leads and updates that replace it. */
import type { StatusMark } from './status-mark.ts';
import type { SignOff, Story } from './story.ts';

/** A further part of a story's text, which follows what its own file has. */
export type Take = {
  /** 2 for what comes next. */
  readonly number: number;
  readonly body: readonly string[];
  readonly signOff?: SignOff;
};

export type Part =
  /** More text for a story that was sent. */
  | { readonly kind: 'take'; readonly number: number; readonly mark: StatusMark }
  /** The whole story once more, in the place of what was sent. */
  | { readonly kind: 'replacement'; readonly mark: StatusMark };

const REPLACEMENTS: ReadonlySet<string> = new Set(['lead', 'update', 'correction', 'refile', 'repeat']);

/** What the marks say that a file is, if it is no story of its own. */
export function partOf(marks: readonly StatusMark[]): Part | undefined {
  const follows = marks.find((mark) => mark.kind === 'add' || (mark.kind === 'take' && (mark.number ?? 2) > 1));
  if (follows !== undefined) {
    // The first add is the second part of the story.
    const number = follows.kind === 'add' ? (follows.number ?? 1) + 1 : (follows.number ?? 2);
    return { kind: 'take', number, mark: follows };
  }
  const replaces = marks.find(({ kind }) => REPLACEMENTS.has(kind));
  return replaces === undefined ? undefined : { kind: 'replacement', mark: replaces };
}

/** In the order of their numbers; the last one's sign-off ends the story, unless its own file has one. */
export function withTakes(story: Story, takes: readonly Take[]): Story {
  if (takes.length === 0) return story;
  const signOff = story.signOff ?? takes.findLast((take) => take.signOff !== undefined)?.signOff;
  return {
    ...story,
    body: [...story.body, ...takes.flatMap(({ body }) => body)],
    ...(signOff !== undefined && { signOff }),
  };
}

/** The text of a story's own file, out of what `withTakes` has made. */
export function withoutTakes(story: Story, takes: readonly Take[]): Story {
  const paragraphs = takes.reduce((sum, { body }) => sum + body.length, 0);
  return { ...story, body: story.body.slice(0, story.body.length - paragraphs) };
}

/** Fewer words are a phrase that other stories have too. */
const HEADLINE_WORDS_MIN = 3;

/**
 * Whether the copy goes on with that story: desks give all parts of a story one slugline, or where they write none, one
 * headline.
 */
export function isSameStory(copy: Story, story: Pick<Story, 'language' | 'slugline' | 'headline'>): boolean {
  if (copy.language !== story.language) return false;
  if (copy.slugline !== undefined && story.slugline !== undefined) {
    return wordsOf(copy.slugline) === wordsOf(story.slugline);
  }
  const headline = wordsOf(copy.headline);
  return headline.split(' ').length >= HEADLINE_WORDS_MIN && headline === wordsOf(story.headline);
}

/** Letters and digits in small letters, without accents, one blank between words. */
export function wordsOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
