import { describe, expect, it } from 'vitest';

import { editorsNotes } from '../../src/formats/editorial-notes.ts';
import { leadOf } from '../../src/formats/text.ts';
import { newsmlG2 } from '../../src/formats/newsml-g2.ts';
import { subjectCodeOf } from '../../src/story/media-topics.ts';
import type { Story } from '../../src/story/story.ts';
import { agencyCases } from '../support/agency-cases.ts';
import { sampleDesk, sampleFeed, sampleStories } from '../support/stories.ts';
import { ingest } from '../support/superdesk.ts';

describe('what Superdesk keeps of a NewsML-G2 message', () => {
  it.each(agencyCases)('is the story: $name', ({ version }) => {
    const { story } = version;
    const message = newsmlG2.feed?.render(sampleFeed, [version], sampleDesk) ?? '';
    const place = story.dateline?.place;
    expect(ingest(message)).toEqual([
      {
        guid: `${version.guid}:${version.version}`,
        type: 'text',
        pubStatus: version.pubStatus,
        versionCreated: new Date(version.versionCreated),
        firstCreated: new Date(version.firstCreated),
        edNote: editorsNotes(version)[0],
        urgency: story.urgency,
        slugline: story.slugline ?? version.slug,
        headline: story.headline,
        byline: story.byline,
        description: leadOf(story),
        language: story.language,
        source: story.dateline?.agency ?? story.signOff?.agency ?? 'PANA',
        subjects: subjectCodes(story),
        places: place === undefined ? [] : [place.name, place.country?.name],
        genres: story.genre === undefined ? [] : [story.genre],
        usageTerms: story.rights?.usageTerms ?? sampleDesk.rights.usageTerms,
        wordCount: story.body.join(' ').split(/\s+/).length,
        paragraphs: story.body,
        priority: story.urgency,
      },
    ]);
  });

  it('is every story of the message', () => {
    const versions = Object.values(sampleStories);
    const message = newsmlG2.feed?.render(sampleFeed, versions, sampleDesk) ?? '';
    expect(ingest(message).map(({ guid }) => guid)).toEqual(versions.map(({ guid, version }) => `${guid}:${version}`));
  });
});

function subjectCodes(story: Story): string[] {
  const codes = story.subjects.map(({ scheme, code }) => (scheme === 'subj' ? code : subjectCodeOf(code)));
  return [...new Set(codes)].filter((code) => code !== undefined);
}
