import { describe, expect, it } from 'vitest';

import { describeUnknown } from '../../src/story/unknown-subject.ts';

describe('a code that no vocabulary knows', () => {
  it.each([
    ['medtop', '16000001', 'medtop:16000000 (conflict, war and peace)'],
    ['medtop', '20000481', 'medtop:20000480 (government health care)'],
    ['subj', '16001001', 'subj:16001000 (act of terror)'],
  ] as const)('%s:%s is told with the nearest right one', (scheme, code, nearest) => {
    expect(describeUnknown({ scheme, code })).toContain(`the nearest is ${nearest}`);
  });

  it('is told without a guess where no other is near', () => {
    expect(describeUnknown({ scheme: 'medtop', code: '99999999' })).toBe(
      `"medtop:99999999" is not among IPTC's Media Topics that this release knows; check it`,
    );
  });

  it('is none that one of them knows', () => {
    expect(describeUnknown({ scheme: 'medtop', code: '20000418' })).toBeUndefined();
    expect(describeUnknown({ scheme: 'subj', code: '16001000' })).toBeUndefined();
  });
});
