/** What the front matter may say of a story: its fields, and what they ask of each other. */
import { z } from 'zod';

import type { Filed } from '../story/instant.ts';
import type { FrontOrders } from '../story/order.ts';
import type { Place, Story } from '../story/story.ts';
import {
  codes,
  correctionNote,
  date,
  embargo,
  expiry,
  hold,
  id,
  language,
  line,
  lines,
  NO_EMBARGO,
  optional,
  original,
  place,
  reason,
  rights,
  subheadlines,
  time,
  timeZone,
  urgency,
  words,
} from './front-matter-values.ts';
import { type ListedPicture, listedPictures } from './pictures/listed-pictures.ts';
import { present } from './present.ts';

const EDITORS_NOTE_NAMES = ['edNote', 'editorsNote', "editor's note", 'editors note'] as const;

const asWritten = z.strictObject(
  {
    id: optional(id),
    headline: optional(line),
    subheadline: optional(subheadlines),
    slugline: optional(line),
    language: optional(language),
    urgency: optional(urgency),
    subjects: optional(codes),
    keywords: optional(words),
    section: optional(line),
    genre: optional(line),
    embargo: embargo.optional(),
    expires: expiry.optional(),
    translationOf: original.optional(),
    correction: correctionNote.optional(),
    hold: hold.optional(),
    kill: reason.optional(),
    byline: optional(line),
    edNote: optional(lines),
    editorsNote: optional(lines),
    "editor's note": optional(lines),
    'editors note': optional(lines),
    creditLine: optional(line),
    agency: optional(line),
    place: optional(place),
    dateline: optional(line),
    rights: optional(rights),
    pictures: optional(listedPictures),
    picture: optional(listedPictures),
    date: optional(date),
    time: optional(time),
    zone: optional(timeZone),
    timeZone: optional(timeZone),
  },
  {
    error: (issue) =>
      issue.code === 'invalid_type' ? 'must be fields such as "urgency: 3", one on a line' : undefined,
  },
);

type AsWritten = z.output<typeof asWritten>;

/** What fields ask of each other; looked at even where one of them is at fault, so that all is told at once. */
const TOGETHER: readonly { path: string; message: string; holds: (front: AsWritten) => boolean }[] = [
  ...EDITORS_NOTE_NAMES.slice(1).map((path) => ({
    path,
    message: 'the editor\'s note is given twice, under two names: keep "edNote"',
    holds: (front: AsWritten) =>
      front[path] === undefined || EDITORS_NOTE_NAMES.find((name) => front[name] !== undefined) === path,
  })),
  {
    path: 'zone',
    message: 'the time zone is given twice: keep "zone" or "timeZone"',
    holds: ({ zone, timeZone: name }) => zone === undefined || name === undefined,
  },
  {
    path: 'picture',
    message: 'the pictures are given twice: keep "pictures"',
    holds: ({ picture, pictures }) => picture === undefined || pictures === undefined,
  },
  ...(['time', 'zone', 'timeZone'] as const).map((path) => ({
    path,
    message: 'needs a "date: 2026-01-31" beside it',
    holds: (front: AsWritten) => front[path] === undefined || front.date !== undefined,
  })),
];

function isMap({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a story that the front matter gives, under one name each. */
export type FrontFields = Partial<
  Pick<
    Story,
    | 'headline'
    | 'subheadlines'
    | 'slugline'
    | 'language'
    | 'urgency'
    | 'subjects'
    | 'keywords'
    | 'section'
    | 'genre'
    | 'embargo'
    | 'expires'
    | 'byline'
    | 'edNote'
    | 'creditLine'
    | 'agencyLine'
    | 'filed'
    | 'rights'
  >
> & {
  readonly id?: string;
  readonly orders?: FrontOrders;
  readonly translationOf?: string;
  readonly place?: Place;
  /** The text's own embargo line, if any, is not looked at. */
  readonly noEmbargo?: boolean;
  /** As it would stand at the head of the text. */
  readonly dateline?: string;
  readonly pictures?: readonly ListedPicture[];
};

export const frontMatterSchema: z.ZodType<FrontFields> = TOGETHER.reduce(
  (schema, { path, message, holds }) => schema.refine(holds, { path: [path], message, when: isMap }),
  asWritten,
).transform((front): FrontFields => {
  const { id: ownId, headline, slugline, urgency: ownUrgency, subjects, keywords, section, genre, byline } = front;
  return present({
    id: ownId,
    headline,
    subheadlines: front.subheadline,
    slugline,
    language: front.language,
    urgency: ownUrgency,
    subjects,
    keywords,
    section,
    genre,
    embargo: front.embargo === NO_EMBARGO ? undefined : front.embargo,
    noEmbargo: front.embargo === NO_EMBARGO ? true : undefined,
    expires: front.expires,
    orders: ordersOf(front),
    translationOf: front.translationOf,
    byline,
    edNote: EDITORS_NOTE_NAMES.map((name) => front[name]).find((note) => note !== undefined),
    creditLine: front.creditLine,
    agencyLine: front.agency,
    place: front.place,
    dateline: front.dateline,
    rights: front.rights,
    pictures: front.pictures ?? front.picture,
    filed: filedOf(front),
  });
});

function ordersOf({ correction, hold: onHold, kill }: AsWritten): FrontOrders | undefined {
  const orders = present({ correction, hold: onHold, kill });
  return Object.keys(orders).length === 0 ? undefined : orders;
}

/** What `date`, `time` and `zone` say together. */
function filedOf({ date: day, time: clock, zone, timeZone: name }: AsWritten): Filed | undefined {
  if (day === undefined) return undefined;
  const inZone = zone ?? name;
  return { ...day, ...(clock !== undefined && { time: clock }), ...(inZone !== undefined && { timeZone: inZone }) };
}
