import { describe, expect, it } from 'vitest';

import type { Format } from '../../src/formats/format.ts';
import { newsmlG2 } from '../../src/formats/newsml-g2.ts';
import { ninjs16 } from '../../src/formats/ninjs-1.6.ts';
import { ninjs22 } from '../../src/formats/ninjs-2.2.ts';
import { ninjs } from '../../src/formats/ninjs.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { agencyCases, embargoed, embargoedCorrection, killed, released } from '../support/agency-cases.ts';
import { decodeParagraphs } from '../support/decode-html.ts';
import { readXml } from '../support/read-xml.ts';
import { ninjsErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { arabic, everything, libya, minimal, sampleDesk, sampleFeed } from '../support/stories.ts';

function render(format: Format, version: StoryVersion): string {
  return format.story?.render(version, sampleDesk) ?? '';
}

function parse(format: Format, version: StoryVersion): Record<string, unknown> {
  return JSON.parse(render(format, version));
}

const formats = [ninjs, ninjs22, ninjs16];

describe.each(formats)('$standard', (format) => {
  it.each(agencyCases)('of $name is written as it always was', async ({ name, version }) => {
    await expect(render(format, version)).toMatchFileSnapshot(`../golden/${name}.${format.story?.fileName}`);
  });

  it.each(agencyCases)('of $name is the same when written again, and when pushed', ({ version }) => {
    const first = render(format, version);
    expect(render(format, structuredClone(version))).toBe(first);
    expect(format.push?.render(version, sampleDesk, sampleFeed.latestEvent)).toBe(first);
  });

  it('carries the guid of the NewsML-G2 document', () => {
    const { attributes } = readXml(render(newsmlG2, everything));
    expect([parse(format, everything)['uri'], parse(format, everything)['version']]).toEqual([
      attributes['guid'],
      attributes['version'],
    ]);
  });

  it('leaves out what the story does not have', () => {
    expect(render(format, minimal)).not.toMatch(/null|undefined|\[\]|\{\}/);
    expect(parse(format, minimal)).not.toHaveProperty('by');
  });

  it('has dates in UTC with whole seconds, since Superdesk refuses a document with others', () => {
    const text = agencyCases.map(({ version }) => render(format, version)).join('');
    const dates = text.match(/"\d{4}-\d\d-\d\dT[^"]*"/g) ?? [];
    expect(dates.length).toBeGreaterThan(2 * agencyCases.length);
    expect(dates.filter((date) => !/^"[-\d]{10}T[:\d]{8}Z"$/.test(date))).toEqual([]);
  });

  it('writes no associations, which Superdesk would take for items or crash on', () => {
    expect(parse(format, everything)).not.toHaveProperty('associations');
  });
});

describe('ninjs 3.1', () => {
  it('gives the body as text and as HTML, with the counts of the text', () => {
    const [text, html] = Array.from(parse(ninjs, arabic)['bodies'] as Record<string, string | number>[]);
    expect(text).toMatchObject({ contentType: 'text/plain', value: arabic.story.body.join('\n\n') });
    expect(html).toMatchObject({ contentType: 'text/html', charCount: text?.['charCount'], wordCount: 22 });
    expect(html?.['value']).toContain('<div dir="rtl" lang="ar">');
    expect(decodeParagraphs(String(html?.['value']))).toEqual(arabic.story.body);
  });

  it.each([
    ['withheld', embargoed, '2024-11-23T18:00:00Z', 'withheld'],
    ['corrected while withheld', embargoedCorrection, '2024-11-23T18:00:00Z', 'withheld'],
    ['released', released, undefined, 'usable'],
    ['killed', killed, undefined, 'canceled'],
  ] as const)('says how far the story is: %s', (_, version, embargo, status) => {
    expect(parse(ninjs, version)['embargoedUntil']).toBe(embargo);
    expect(parse(ninjs, version)['pubStatus']).toBe(status);
    expect(parse(ninjs16, version)['embargoed']).toBe(embargo);
    expect(parse(ninjs16, version)['pubstatus']).toBe(status);
  });

  it('names people by their relation to the story, places with their country', () => {
    expect(parse(ninjs, everything)).toMatchObject({
      people: [
        { name: 'Aminata Diallo', rel: 'creator' },
        { name: 'AD', rel: 'contributor', literal: 'AD' },
        { name: 'VAO', rel: 'contributor', literal: 'VAO' },
      ],
      places: [{ name: 'Addis Ababa' }, { name: 'Ethiopia', uri: 'http://cvx.iptc.org/iso3166-1a2/ET' }],
    });
  });
});

describe('ninjs 2.2', () => {
  it.each(agencyCases)('says of $name what 3.1 says, under the older names', ({ version }) => {
    const older = parse(ninjs22, version);
    const newer = parse(ninjs, version);
    const valuesOf = (document: unknown): unknown[] =>
      typeof document === 'object' && document !== null ? Object.values(document).flatMap(valuesOf) : [document];
    const { standard: _older, ...saidOfOld } = older;
    const { standard: _newer, ...saidOfNew } = newer;
    expect(valuesOf(saidOfOld)).toEqual(valuesOf(saidOfNew));
    expect(JSON.stringify(older).match(/"[a-z]*[A-Z]\w*":/g)).toBeNull();
    expect(older['standard']).toMatchObject({ name: 'ninjs', version: '2.2' });
  });

  it('names the end of an embargo as 1.x does', () => {
    expect(parse(ninjs22, embargoed)['embargoed']).toBe('2024-11-23T18:00:00Z');
  });
});

describe('ninjs 1.6', () => {
  it('has what Superdesk copies, under the names that it knows', () => {
    const { story } = libya;
    expect(parse(ninjs16, libya)).toMatchObject({
      type: 'text',
      headline: story.headline,
      language: 'en',
      urgency: 4,
      located: 'Tripoli',
      body_text: story.body.join('\n\n'),
      copyrightnotice: sampleDesk.rights.notice,
      usageterms: sampleDesk.rights.usageTerms,
      versioncreated: '2021-06-10T00:00:00Z',
    });
    expect(decodeParagraphs(String(parse(ninjs16, libya)['body_html']))).toEqual(story.body);
  });

  it('gives each subject the scheme of its code', () => {
    expect(parse(ninjs16, everything)['subject']).toContainEqual({
      name: 'climate change',
      rel: 'about',
      scheme: 'http://cv.iptc.org/newscodes/mediatopic/',
      code: '20000418',
    });
  });
});

describeWithShared('by IPTC schema', () => {
  it.each(agencyCases)('ninjs 3.1, 2.2 and 1.6 of $name are valid', ({ version }) => {
    expect(ninjsErrors('3.1', render(ninjs, version))).toEqual([]);
    expect(ninjsErrors('2.2', render(ninjs22, version))).toEqual([]);
    expect(ninjsErrors('1.6', render(ninjs16, version))).toEqual([]);
  });

  it('a property that ninjs does not know would be found', () => {
    const document = { ...parse(ninjs, libya), signal: 'sig:update' };
    expect(ninjsErrors('3.1', JSON.stringify(document))).not.toEqual([]);
    expect(ninjsErrors('2.2', JSON.stringify({ ...parse(ninjs22, libya), signal: 'sig:update' }))).not.toEqual([]);
    expect(ninjsErrors('1.6', JSON.stringify({ ...parse(ninjs16, libya), keywords: [] }))).not.toEqual([]);
  });

  it('one version does not pass for the other', () => {
    expect(ninjsErrors('3.1', render(ninjs16, libya))).not.toEqual([]);
    expect(ninjsErrors('3.1', render(ninjs22, libya))).not.toEqual([]);
    expect(ninjsErrors('2.2', render(ninjs, libya))).not.toEqual([]);
    expect(ninjsErrors('1.6', render(ninjs, libya))).not.toEqual([]);
  });
});
