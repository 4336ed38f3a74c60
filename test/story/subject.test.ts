import { describe, expect, it } from 'vitest';

import { parseSubject } from '../../src/story/subject.ts';

describe('an IPTC code', () => {
  it.each([
    ['medtop:16000000', { scheme: 'medtop', code: '16000000' }],
    ['subj:06000000', { scheme: 'subj', code: '06000000' }],
    ['16000000', { scheme: 'medtop', code: '16000000' }],
  ])('is read from %s', (written, subject) => {
    expect(parseSubject(written)).toEqual(subject);
  });

  it.each(['', 'war', '1600000', '160000000', 'genre:16000000', 'MEDTOP:16000000', ' 16000000', '16000000\n'])(
    'is not %j',
    (written) => {
      expect(parseSubject(written)).toBeUndefined();
    },
  );
});
