/** What the front matter says of a story's pictures: which of them it has, in which order, with which words. */
import { z } from 'zod';

import type { PictureWords } from '../../story/picture.ts';
import { line, optional } from '../front-matter-values.ts';
import { present } from '../present.ts';

export type ListedPicture = PictureWords & {
  /** The name of a file beside the story; absent: the next of the story's pictures. */
  readonly file?: string;
};

const fields = z
  .strictObject(
    {
      file: optional(line),
      headline: optional(line),
      caption: optional(line),
      alt: optional(line),
      byline: optional(line),
      credit: optional(line),
      rights: optional(line),
      date: optional(line),
    },
    {
      error: (issue) =>
        issue.code === 'invalid_type' ? 'must be the name of a file, or fields such as "caption: ..."' : undefined,
    },
  )
  .transform(({ file, headline, caption, alt, byline, credit, rights, date }): ListedPicture =>
    present({
      file,
      headline,
      caption,
      altText: alt,
      byline,
      creditLine: credit,
      copyrightNotice: rights,
      dateCreated: date,
    }),
  );

/** One or a list; a name alone is its file, and a blank entry of a list none of them. `none`: the story has none, whatever lies beside it. */
export const listedPictures: z.ZodType<readonly ListedPicture[]> = z.preprocess(
  (value) => {
    if (typeof value === 'string' && /^(?:none|no)$/i.test(value.trim())) return [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((each: unknown) => (typeof each === 'string' && each.trim() !== '' ? { file: each } : each));
  },
  z.array(fields, 'must be a picture, a list of pictures, or none'),
);
