/**
 * Stories as readers of copy make them: no blanks at the ends of a text, one blank between words, no empty paragraph; a
 * dateline that stands at the head of the text, and an agency that stands in the dateline.
 */
import * as fc from 'fast-check';

import { clean } from '../../src/copy/clean.ts';
import type { Filed } from '../../src/story/instant.ts';
import type { Dateline, Story, StoryVersion, Subject } from '../../src/story/story.ts';
import { minimal, sampleDesk } from './stories.ts';
import { anyText } from './text-arbitrary.ts';

/** One line, rich in what breaks writers. */
const line = anyText
  .map((text) => `x${text}`.replace(/\s+/gu, ' ').trim())
  .map((text) => clean(text).text.replace(/ +/g, ' ').trim());

const paragraphs = fc.array(line, { minLength: 1, maxLength: 4 });

const place = fc.constantFrom(
  { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } },
  { name: 'Dakar', country: { code: 'SN', name: 'Sénégal' } },
  { name: 'تونس', country: { code: 'TN', name: 'تونس' } },
  { name: 'NAIROBI' },
);

const agency = fc.constantFrom('PANA', 'AFP');

const dateline = fc.tuple(place, agency).map(([where, mark]): Dateline => {
  const names = [where.name, 'country' in where ? where.country.name : undefined].filter((name) => name !== undefined);
  return { text: `${names.join(', ')} (${mark}) -`, place: where, agency: mark };
});

const subjects = fc.uniqueArray(
  fc.constantFrom<Subject>(
    { scheme: 'medtop', code: '20000418' },
    { scheme: 'medtop', code: '16000000' },
    // Newer than our vocabulary, and so without an older code beside it.
    { scheme: 'medtop', code: '20009999' },
    { scheme: 'subj', code: '06002000' },
  ),
);

const filed = fc.constantFrom<Filed>(
  { date: '2024-11-19' },
  { date: '2024-11-19', time: '14:05' },
  { date: '2024-11-19', time: '14:05:30', timeZone: '+03:00' },
);

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Of others, who keep them: what this desk keeps has its address from elsewhere. */
const pictures = fc.uniqueArray(
  fc.record(
    {
      href: fc.constantFrom('https://a.example/1.jpg', 'http://a.example/2?w=9&h=8', 'https://a.example/%C3%A9'),
      contentType: fc.constantFrom('image/jpeg', 'image/avif'),
      bytes: fc.integer({ min: 1, max: 1e8 }),
      width: fc.integer({ min: 1, max: 9_000 }),
      height: fc.integer({ min: 1, max: 9_000 }),
      headline: line,
      caption: line,
      altText: line,
      byline: line,
      creditLine: line,
      copyrightNotice: line,
      dateCreated: fc.constant('2024-11-19T14:05:30Z'),
    },
    { requiredKeys: ['href'] },
  ),
  { minLength: 1, maxLength: 3, selector: ({ href }) => href },
);

const words = fc.record({
  language: fc.constantFrom('en', 'ar', 'fr-SN', 'pt'),
  headline: line,
  body: paragraphs,
  urgency: fc.integer({ min: 1, max: 9 }),
  subjects,
  keywords: fc.uniqueArray(line, { maxLength: 3 }),
  slugline: optional(line),
  byline: optional(line),
  dateline: optional(dateline),
  initials: fc.uniqueArray(fc.constantFrom('BY', 'IS', 'VAO'), { maxLength: 2 }),
  filed: optional(filed),
  section: optional(line),
  genre: optional(line),
  edNote: optional(line),
  creditLine: optional(line),
  embargo: optional(fc.constant('2024-11-20T18:00:00Z')),
  subheadlines: optional(fc.array(line, { minLength: 1, maxLength: 2 })),
  forms: optional(fc.constantFrom<Record<string, string>>({ '1': 'subhead' }, { '1': 'preformatted', '2': 'subhead' })),
  rights: optional(fc.record({ holder: line, notice: line, usageTerms: line })),
  pictures: optional(pictures),
});

type Words = typeof words extends fc.Arbitrary<infer Value> ? Value : never;

function storyOf({ initials, body, forms, ...rest }: Words): Story {
  const [first = '', ...others] = body;
  const lead = rest.dateline === undefined ? first : `${rest.dateline.text} ${first}`;
  const formOf = (index: number): string | undefined => forms?.[index];
  const text = [lead, ...others].map((each, index) => (formOf(index) === 'preformatted' ? `${each}\n  ${each}` : each));
  const used = text.flatMap((_, index) => (formOf(index) === undefined ? [] : [[String(index), formOf(index)]]));
  // As JSON drops what is undefined.
  const story: Story = JSON.parse(
    JSON.stringify({ ...rest, body: text, ...(used.length > 0 && { forms: Object.fromEntries(used) }) }),
  );
  const mark = story.dateline?.agency ?? sampleDesk.agency.mark;
  if (initials.length === 0) return story;
  return { ...story, signOff: { text: `-0- ${mark} ${initials.join('/')} 10June2021`, agency: mark, initials } };
}

const readableStory: fc.Arbitrary<Story> = words.map(storyOf);

/** In a version of its life. */
export const readableVersion: fc.Arbitrary<StoryVersion> = fc
  .tuple(readableStory, fc.constantFrom('usable', 'withheld', 'canceled'), fc.integer({ min: 1, max: 99 }))
  .map(([story, pubStatus, version]) => ({ ...minimal, pubStatus, version, story }));
