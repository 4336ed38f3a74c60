import { describe, expect, it } from 'vitest';

import { noticeOf } from '../../src/story/notice.ts';
import { everything, french, libya, storyWith } from '../support/stories.ts';

const agency = 'Panafrican News Agency';

describe('a notice', () => {
  it('has nothing of the text that it replaces, but what files and finds the story', () => {
    const notice = noticeOf(everything, { kind: 'kill', agency, reason: 'The fund does not exist.' });
    const { slugline, section, subjects, dateline, language, urgency, creditLine, rights } = everything.story;
    expect(notice).toEqual({
      language,
      urgency,
      subjects,
      slugline,
      section,
      dateline,
      creditLine,
      rights,
      keywords: [],
      headline: 'KILL: AU-Summit-Climate',
      body: [
        'Panafrican News Agency has withdrawn this story. It must not be used; wherever it has been published, it must be removed.',
        'Reason: The fund does not exist.',
      ],
      edNote: 'The fund does not exist.',
    });
  });

  it.each([
    ['en', 'KILL: x', 'HOLD: x'],
    ['fr-SN', 'ANNULATION : x', 'SUSPENSION : x'],
    ['pt', 'ANULADA: x', 'SUSPENSA: x'],
    ['ar', 'إلغاء: x', 'تعليق: x'],
    ['sw', 'KILL: x', 'HOLD: x'],
  ])('is in the language of the story: %s', (language, kill, hold) => {
    const version = storyWith({ language, slugline: 'x' });
    expect(noticeOf(version, { kind: 'kill', agency }).headline).toBe(kill);
    expect(noticeOf(version, { kind: 'hold', agency }).headline).toBe(hold);
    for (const kind of ['kill', 'hold'] as const) {
      expect(noticeOf(version, { kind, agency }).body.join()).toContain(agency);
    }
  });

  it('names a story without a slugline by its slug', () => {
    expect(noticeOf(libya, { kind: 'hold', agency }).headline).toBe('HOLD: libya-britain-terrorism');
  });

  it('may be in the desk’s own words, and then keeps the reason for editors', () => {
    const text = 'PANA withdraws\nits story.\n\nA substitute follows.\n';
    const notice = noticeOf(french, { kind: 'kill', agency, reason: 'Source retracts.', text });
    expect(notice.body).toEqual(['PANA withdraws its story.', 'A substitute follows.']);
    expect(notice.edNote).toBe('Source retracts.');
    expect(noticeOf(french, { kind: 'kill', agency, text }).edNote).toBe(
      'PANA withdraws its story. A substitute follows.',
    );
  });

  it('takes an agency’s name as it is', () => {
    expect(noticeOf(libya, { kind: 'kill', agency: "$& $' {agency}" }).body[0]).toMatch(/^\$& \$' \{agency\} has/);
  });
});
