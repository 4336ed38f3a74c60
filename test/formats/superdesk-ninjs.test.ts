import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { superdeskNinjs } from '../../src/formats/superdesk-ninjs.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { anyVersion } from '../support/agency-arbitrary.ts';
import { agencyCases, killed } from '../support/agency-cases.ts';
import { decodeParagraphs } from '../support/decode-html.ts';
import { newshubFaults, webPublisherFaults } from '../support/newshub.ts';
import { everything, minimal, pictured, sampleDesk, sampleFeed, storyWith } from '../support/stories.ts';

function parse(version: StoryVersion): Record<string, unknown> {
  return JSON.parse(superdeskNinjs.render(version, sampleDesk, sampleFeed.latestEvent));
}

describe('ninjs for those who read what Superdesk pushes', () => {
  it.each(agencyCases)('of $name is written as it always was', async ({ name, version }) => {
    const text = `${JSON.stringify(parse(version), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../golden/${name}.superdesk-ninjs.json`);
  });

  it.each(agencyCases)('of $name is taken by Newshub and by Web Publisher', ({ version }) => {
    expect([newshubFaults(parse(version)), webPublisherFaults(parse(version))]).toEqual([[], []]);
  });

  it('of any story is taken by both, with its paragraphs whole', () => {
    fc.assert(
      fc.property(anyVersion, ({ story, ...rest }) => {
        // Copy without a headline is refused before it is a story.
        const version = { ...rest, story: { ...story, headline: story.headline || 'Headline' } };
        const item = parse(version);
        expect([newshubFaults(item), webPublisherFaults(item)]).toEqual([[], []]);
        expect(decodeParagraphs(String(item['body_html']))).toEqual(version.story.body);
      }),
    );
  });

  it('names a code by itself that no vocabulary has, since a name is required', () => {
    const subjects = [{ scheme: 'medtop', code: '99999999' }] as const;
    expect(parse(storyWith({ subjects }))['subject']).toEqual([
      { code: '99999999', name: '99999999', scheme: 'http://cv.iptc.org/newscodes/mediatopic/' },
    ]);
  });

  it('has section, genre, place and subjects as Superdesk names them', () => {
    expect(parse(everything)).toMatchObject({
      service: [{ code: 'Politics', name: 'Politics' }],
      place: [{ name: 'Addis Ababa', country: 'Ethiopia', country_code: 'ET' }],
      keywords: everything.story.keywords,
    });
    expect(parse(minimal)).not.toHaveProperty('subject');
  });

  it('withdraws a killed story under its guid, by status and notice', () => {
    expect(parse(killed)).toMatchObject({
      guid: killed.guid,
      version: '3',
      pubstatus: 'canceled',
      body_html: '<p>Kill this story. It is withdrawn; do not use it.</p>',
    });
  });

  it('has pictures as associations, but for one whose type and measures nobody knows', () => {
    const { featuremedia, ...others } = Object(parse(pictured)['associations']);
    expect(featuremedia).toMatchObject({
      type: 'picture',
      description_text: 'A street under water in Dakar, 10 June. <Photo>',
      body_text: 'Two people wade through a flooded street',
      renditions: {
        original: {
          href: 'https://wire.panapress.com/stories/pictured/b5bb9d8014a0f9b1d61e21e796d78dcc.jpg',
          mimetype: 'image/jpeg',
          width: 1200,
          height: 800,
          media: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      },
    });
    expect(Object.keys(others)).toEqual(['media--1']);
    expect(parse({ ...pictured, pubStatus: 'withheld' })).toMatchObject({
      associations: {
        featuremedia: { renditions: { original: { href: 'https://pictures.example.org/a.jpg?size=large&w=900' } } },
      },
    });
    expect(parse(minimal)).not.toHaveProperty('associations');
  });

  it('cuts a byline that Web Publisher would refuse the story for', () => {
    const { byline } = parse(storyWith({ byline: `By ${'A. Author, '.repeat(40)}` }));
    expect(String(byline)).toHaveLength(255);
  });
});
