/**
 * What Wiredesk writes it reads back as the same story. What a format cannot carry is said here, field by field; beside
 * that nothing may differ, and the story that was read gives the same document once more.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { newsmlG2 } from '../../../src/formats/newsml-g2.ts';
import { ninjs16 } from '../../../src/formats/ninjs-1.6.ts';
import { ninjs } from '../../../src/formats/ninjs.ts';
import { superdeskNinjs } from '../../../src/formats/superdesk-ninjs.ts';
import { instantOf } from '../../../src/story/instant.ts';
import type { Picture } from '../../../src/story/picture.ts';
import type { Desk } from '../../../src/story/desk.ts';
import type { Story, StoryVersion } from '../../../src/story/story.ts';
import { agencyCases } from '../../support/agency-cases.ts';
import { readableVersion as anyVersion } from '../../support/readable-arbitrary.ts';
import { minimal, sampleDesk, sampleFeed } from '../../support/stories.ts';
import { onlyStory, readItems } from './items.ts';

/** What the desk says beside the text (embargo, correction) is read as a note to editors, and would be said twice. */
const readableVersion = anyVersion.map((version): StoryVersion => {
  const { embargo: _, ...story } = version.story;
  return { ...version, story };
});

/** An expiry is its own agency's, and is not read. */
function saysMore({ story, corrections = [] }: StoryVersion): boolean {
  return story.embargo !== undefined || story.expires !== undefined || corrections.length > 0;
}

/** Another agency that reads what Wiredesk wrote. */
const otherDesk: Desk = {
  ...sampleDesk,
  agency: { name: 'Other Agency', mark: 'OTHR', domain: 'other.example', url: 'https://other.example/' },
  rights: { holder: 'Other Agency', notice: '© Other Agency', usageTerms: 'Ask.' },
};

/** What a format has no place for. */
const LACKING: Readonly<Record<string, readonly (keyof Story)[]>> = {
  'newsml-g2': [],
  ninjs: ['keywords', 'section', 'creditLine'],
  'ninjs-1.6': ['keywords', 'section', 'creditLine'],
  'superdesk-ninjs': ['subheadlines', 'filed', 'signOff', 'creditLine', 'pictures'],
};

type Way = { readonly name: string; readonly file: string; readonly write: (version: StoryVersion) => string };

const WAYS: readonly Way[] = [
  ...[newsmlG2, ninjs, ninjs16].map((format) => ({
    name: format.name,
    file: format === newsmlG2 ? 'a.xml' : 'a.json',
    write: (version: StoryVersion) => format.story?.render(version, sampleDesk) ?? '',
  })),
  {
    name: 'superdesk-ninjs',
    file: 'a.json',
    write: (version) => superdeskNinjs.render(version, sampleDesk, { seq: 1, committedAt: version.versionCreated }),
  },
];

/** What is left of a story's words in a document. */
function carried(version: StoryVersion, { name }: Way): Partial<Story> {
  const { story, versionCreated } = version;
  const { filed, signOff, agencyLine: _, ...rest } = story;
  const { dateline } = story;
  const created = filed === undefined ? undefined : instantOf(filed, sampleDesk.timeZone);
  const words: Partial<Story> = {
    ...rest,
    // As the instant that it is, and only where it is not ahead of the item.
    ...(created !== undefined && created <= versionCreated && { filed: utc(created) }),
    // The name of another's agency, which documents give as the source.
    ...(dateline !== undefined && dateline.agency !== sampleDesk.agency.mark && { agencyLine: dateline.agency }),
    // The initials without the line that they stood in.
    ...(signOff !== undefined && signOff.initials.length > 0 && { signOff: initialsAlone(signOff.initials) }),
  };
  const lacking = new Set<string>(LACKING[name]);
  if (name === 'superdesk-ninjs') return { keywords: [], ...keptOf(words, lacking), ...measured(story) };
  return { keywords: [], ...keptOf(words, lacking) };
}

function keptOf(words: Partial<Story>, lacking: ReadonlySet<string>): Partial<Story> {
  return Object.fromEntries(Object.entries(words).filter(([field]) => !lacking.has(field)));
}

/** Those that Web Publisher takes, without what it has no field for. */
function measured({ pictures = [] }: Story): Pick<Story, 'pictures'> {
  const those = pictures.flatMap(({ bytes: _bytes, dateCreated: _dateCreated, ...rest }): Picture[] => {
    const isMeasured = rest.contentType !== undefined && rest.width !== undefined && rest.height !== undefined;
    return isMeasured && 'href' in rest ? [rest] : [];
  });
  return those.length === 0 ? {} : { pictures: those };
}

function utc(instant: string) {
  return { date: instant.slice(0, 10), time: instant.slice(11, 19), timeZone: 'UTC' };
}

function initialsAlone(initials: readonly string[]) {
  return { text: initials.join('/'), initials };
}

describe.each(WAYS)('$name', (way) => {
  const { file, write } = way;

  it('is read back as the same story', () => {
    fc.assert(
      fc.property(readableVersion, (version) => {
        const { story, item, warnings } = onlyStory(readItems(file, write(version)));
        expect(warnings).toEqual([]);
        expect(item).toMatchObject({ guid: version.guid, version: version.version, pubStatus: version.pubStatus });
        expect(normal(story)).toEqual(normal(carried(version, way)));
      }),
      { numRuns: 300 },
    );
  });

  it('is written once more as it was', () => {
    fc.assert(
      fc.property(readableVersion, (version) => {
        const document = write(version);
        const { story } = onlyStory(readItems(file, document));
        expect(write({ ...version, story })).toBe(document);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps words, place and origin for another agency that reads it', () => {
    fc.assert(
      fc.property(readableVersion, (version) => {
        const { story } = onlyStory(readItems(file, write(version), otherDesk));
        const { headline, body, language, rights } = version.story;
        expect(story).toMatchObject({ headline, body, language, rights: { ...sampleDesk.rights, ...rights } });
        expect(story.dateline?.place).toEqual(version.story.dateline?.place);
        const named = [story.dateline?.agency, story.signOff?.agency, story.agencyLine];
        const origin = version.story.dateline?.agency ?? sampleDesk.agency.mark;
        // By its mark, or by the name that belongs to it.
        expect(named).toContain(named.includes(origin) ? origin : sampleDesk.agency.name);
      }),
      { numRuns: 200 },
    );
  });

  it.each(agencyCases.filter(({ version }) => version.audience === 'trusted' && version.pubStatus === 'withheld'))(
    'of $name keeps the embargo',
    ({ version }) => {
      const { story, item } = onlyStory(readItems(file, write(version)));
      expect(item?.pubStatus).toBe('withheld');
      expect(story.embargo).toBe(version.story.embargo);
    },
  );

  it.each(agencyCases.filter(({ name: of, version }) => of !== 'hostile' && !saysMore(version)))(
    'of $name is read back and written once more',
    ({ version }) => {
      const document = write(version);
      const reading = onlyStory(readItems(file, document));
      expect(reading.warnings).toEqual([]);
      expect(write({ ...version, story: reading.story })).toBe(document);
    },
  );
});

/** A slugline that is the story's slug is what documents have without one; a credit line as it would be anyway, too. */
function normal(story: Partial<Story>): Partial<Story> {
  const { slugline, creditLine, genre, section, ...rest } = story;
  const usual = story.dateline?.agency ?? sampleDesk.agency.mark;
  return {
    ...rest,
    ...(slugline !== undefined && slugline !== minimal.slug && { slugline }),
    ...(creditLine !== undefined && creditLine !== usual && { creditLine }),
    ...(genre !== undefined && { genre }),
    ...(section !== undefined && { section }),
  };
}

it('a newsMessage of Wiredesk is read back story by story', () => {
  const versions = agencyCases.map(({ version }) => version);
  const [first, ...others] = versions;
  if (first === undefined) throw new Error('no stories');
  const document = newsmlG2.feed?.render(sampleFeed, [first, ...others], sampleDesk) ?? '';
  const readings = readItems('a.xml', document);
  expect(readings.map((reading) => reading.ok && reading.item?.guid)).toEqual(versions.map(({ guid }) => guid));
});

it('a pushed newsMessage of Wiredesk is read back as its story, pictures and all', () => {
  const event = { seq: 1, committedAt: '2024-11-24T09:30:00Z' };
  fc.assert(
    fc.property(readableVersion, (version) => {
      const { story, warnings } = onlyStory(
        readItems('a.xml', newsmlG2.push?.render(version, sampleDesk, event) ?? ''),
      );
      expect([story.pictures, warnings]).toEqual([version.story.pictures, []]);
    }),
    { numRuns: 100 },
  );
});
