/**
 * Which file is a picture, and of which story: `storm.jpg` is of `storm.txt`, and so are `storm-1.jpg` to `storm-9.jpg`,
 * in this order. By names alone, so that no other file need be looked at.
 */
const ENDINGS = ['jpg', 'jpeg', 'png', 'webp', 'gif'] as const;

/** Cameras write theirs in capitals. */
const SPELLINGS: readonly string[] = ENDINGS.flatMap((ending) => [`.${ending}`, `.${ending.toUpperCase()}`]);

const STORY_ENDINGS: readonly string[] = ['.txt', '.json', '.xml'];

const NUMBERS = ['', '-1', '-2', '-3', '-4', '-5', '-6', '-7', '-8', '-9'] as const;

export function isPictureFile(path: string): boolean {
  return SPELLINGS.some((spelling) => path.endsWith(spelling));
}

/** Its name without the ending, folders included where it has them. */
export function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

/** The name alone. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Every name that a picture of that story may have, the first picture's first. */
export function possiblePictures(story: string): readonly string[] {
  const stem = stemOf(story);
  return NUMBERS.flatMap((number) => SPELLINGS.map((spelling) => stem + number + spelling));
}

/** The files that it may be a picture of, the likeliest first: `storm-2.jpg` is of `storm-2.txt` where there is one. */
export function possibleStories(picture: string): readonly string[] {
  const stem = stemOf(picture);
  const whole = stem.replace(/-[1-9]$/, '');
  return [...new Set([stem, whole])].flatMap((each) => STORY_ENDINGS.map((ending) => each + ending));
}

/** Compares two pictures of one story by their place in it. */
export function byPlaceInStory(a: string, b: string): number {
  const [first, second] = [stemOf(a), stemOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a < b ? -1 : 1;
}
