import { describe, expect, it } from 'vitest';

import { editorsNote, editorsNotes, readerHtml } from '../../src/formats/editorial-notes.ts';
import { newsmlG2 } from '../../src/formats/newsml-g2.ts';
import { ninjs16 } from '../../src/formats/ninjs-1.6.ts';
import { ninjs } from '../../src/formats/ninjs.ts';
import {
  lifeCases,
  libyaCorrected,
  libyaHeld,
  libyaKilled,
  libyaReleased,
  libyaUpdated,
  secret,
  secretCorrected,
  secretPublished,
  translated,
} from '../support/life-cases.ts';
import { childrenNamed, only, readXml, textsOf } from '../support/read-xml.ts';
import { arabic, libya, minimal, sampleDesk, storyWith } from '../support/stories.ts';

const NOTE = 'The name of the minister in the second paragraph is James Cleverly, not Claverly.';

function lifeOf(name: string) {
  const found = lifeCases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.version;
}

describe('notes to editors', () => {
  it.each([
    ['nothing of a plain story', libya, []],
    ['what this version corrects, first', libyaCorrected, [`Correction: ${NOTE}`]],
    ['what is new, and then what was corrected before', libyaUpdated, ['New headline.', `Correction: ${NOTE}`]],
    ['why a story is killed, and nothing of its text', libyaKilled, ['The meeting did not take place.']],
    ['why it is held', libyaHeld, ['Being checked.']],
    ['the correction still, when it is released', libyaReleased, [`Correction: ${NOTE}`]],
    ['the embargo before all else', secret, ['Embargo: not for use before 2024-11-24 18:00 UTC', 'A table follows.']],
    [
      'the embargo before a correction',
      secretCorrected,
      ['Embargo: not for use before 2024-11-24 18:00 UTC', 'Correction: The fund has $12 billion.', 'A table follows.'],
    ],
    ['neither an embargo that is over nor what was corrected under it', secretPublished, ['A table follows.']],
    [
      'that something was corrected, where that is all',
      lifeOf('portuguese-corrected'),
      ['Esta notícia foi corrigida.'],
    ],
    ['it in Arabic', lifeOf('arabic-corrected'), ['تصحيح: تستمر المحادثات ثلاثة أيام.']],
    ['it in French', lifeOf('french-corrected'), ['Rectificatif : La zone réclamée est de 12 milles, et non de 21.']],
  ] as const)('say %s', (_, version, notes) => {
    expect(editorsNotes(version)).toEqual(notes);
    expect(editorsNote(version)).toBe(notes.length === 0 ? undefined : notes.join('\n'));
    const meta = only(readXml(newsmlG2.story?.render(version, sampleDesk) ?? ''), 'itemMeta');
    expect(textsOf(meta, 'edNote')).toEqual(notes);
    for (const [format, name] of [
      [ninjs, 'edNote'],
      [ninjs16, 'ednote'],
    ] as const) {
      expect(JSON.parse(format.story?.render(version, sampleDesk) ?? '')[name]).toBe(editorsNote(version));
    }
  });

  it('say once what was filed as a note to editors and is the correction', () => {
    const story = { ...minimal.story, edNote: '(Corrects the day)' };
    const version = {
      ...minimal,
      event: 'story.corrected',
      story,
      corrections: [{ note: 'Corrects the day', at: 'x' }],
    } as const;
    expect(editorsNotes(version)).toEqual(['Correction: Corrects the day']);
    expect(editorsNotes({ ...version, story: { ...story, edNote: 'Else' } })).toEqual([
      'Correction: Corrects the day',
      'Else',
    ]);
  });

  it('name an embargo to the second where it has seconds', () => {
    const version = { ...secret, story: { ...secret.story, embargo: '2024-11-24T18:00:30Z' } };
    expect(editorsNotes(version)[0]).toBe('Embargo: not for use before 2024-11-24 18:00:30 UTC');
  });
});

describe('the text for feed readers', () => {
  it('begins with what was corrected, the newest first, and says it in every language', () => {
    const twice = { ...minimal, corrections: [{ note: 'a < b', at: 'x' }, { at: 'y' }] };
    expect(readerHtml(twice)).toBe(
      '<p><strong>This story has been corrected.</strong></p>\n<p><strong>Correction: a &lt; b</strong></p>\n<p>Rain is expected on Friday.</p>',
    );
    expect(readerHtml({ ...storyWith({ language: 'sw' }), corrections: [{ note: 'x', at: 'y' }] })).toContain(
      'Correction: x',
    );
  });

  it('keeps the direction of the story', () => {
    expect(readerHtml({ ...arabic, corrections: [{ note: 'x', at: 'y' }] })).toMatch(
      /^<div dir="rtl" lang="ar">\n<p><strong>تصحيح: x/,
    );
  });
});

describe('a translation', () => {
  it('leads to its original', () => {
    const meta = only(readXml(newsmlG2.story?.render(translated, sampleDesk) ?? ''), 'itemMeta');
    expect(childrenNamed(meta, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'irel:translatedFrom', residref: libya.guid },
    ]);
    expect(JSON.parse(ninjs.story?.render(translated, sampleDesk) ?? '').altIds).toContainEqual({
      role: 'translationOf',
      value: libya.guid,
    });
    expect(JSON.parse(ninjs16.story?.render(translated, sampleDesk) ?? '').altids.translationof).toBe(libya.guid);
  });
});

describe('signals', () => {
  it.each(lifeCases)('of $name are an update’s or a correction’s, and never a kill’s', ({ version }) => {
    const meta = only(readXml(newsmlG2.story?.render(version, sampleDesk) ?? ''), 'itemMeta');
    const expected =
      { 'story.updated': ['sig:update'], 'story.corrected': ['sig:correction'] }[version.event as string] ?? [];
    expect(childrenNamed(meta, 'signal').map(({ attributes }) => attributes['qcode'])).toEqual(expected);
    const links = childrenNamed(meta, 'link').filter(({ attributes }) => attributes['rel'] === 'irel:previousVersion');
    expect(links.map(({ attributes }) => attributes['version'])).toEqual(
      version.event === 'story.published' ? [] : [String(version.version - 1)],
    );
  });
});
