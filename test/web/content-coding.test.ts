import { describe, expect, it } from 'vitest';

import { chooseCoding, codingChooser } from '../../src/web/content-coding.ts';

describe('the content coding (RFC 9110 §12.5.3)', () => {
  it.each([
    { accepts: null, sent: 'identity' },
    { accepts: '', sent: 'identity' },
    { accepts: 'gzip', sent: 'gzip' },
    { accepts: 'x-gzip', sent: 'gzip' },
    { accepts: 'GZIP', sent: 'gzip' },
    { accepts: 'gzip, deflate, br, zstd', sent: 'zstd' },
    { accepts: 'gzip, deflate, br', sent: 'br' },
    { accepts: 'zstd;q=0.5, br', sent: 'br' },
    { accepts: 'br;q=0.5, gzip;q=0.8', sent: 'gzip' },
    { accepts: 'br ; q=0.8 , gzip ; q=0.8', sent: 'br' },
    { accepts: 'br;q=0, gzip', sent: 'gzip' },
    { accepts: 'br;q=0, gzip;q=0', sent: 'identity' },
    { accepts: '*', sent: 'gzip' },
    { accepts: '*, zstd', sent: 'zstd' },
    { accepts: '*, gzip;q=0.5', sent: 'br' },
    { accepts: '*;q=0.1, br;q=0', sent: 'gzip' },
    { accepts: 'gzip, *;q=0', sent: 'gzip' },
    { accepts: 'identity', sent: 'identity' },
    { accepts: 'identity, gzip;q=0.5', sent: 'identity' },
    { accepts: 'identity;q=0.5, gzip;q=0.5', sent: 'gzip' },
    { accepts: 'deflate', sent: 'identity' },
    { accepts: 'br;q=2', sent: 'identity' },
    { accepts: 'br;q=0.1234, gzip', sent: 'gzip' },
    { accepts: 'br;q=, gzip;level=9', sent: 'gzip' },
    { accepts: 'identity;q=0', sent: undefined },
    { accepts: '*;q=0', sent: undefined },
    { accepts: 'zstd, identity;q=0', sent: 'zstd' },
    { accepts: 'compress, identity;q=0', sent: undefined },
    { accepts: 'identity;q=0, gzip', sent: 'gzip' },
  ])('for a client that accepts "$accepts" is $sent', ({ accepts, sent }) => {
    expect(chooseCoding(accepts, true)).toBe(sent);
  });

  it('is the same where it was chosen before, also for who sends another list each time', () => {
    const choose = codingChooser();
    for (let kind = 0; kind < 1_000; kind += 1) expect(choose(`gzip, x-${kind}`, true)).toBe('gzip');
    for (const worthwhile of [true, false, true]) {
      for (const accepts of [null, '', 'br', 'identity;q=0']) {
        expect(choose(accepts, worthwhile)).toBe(chooseCoding(accepts, worthwhile));
      }
    }
  });

  it.each([
    { accepts: 'gzip, br', sent: 'identity' },
    { accepts: '*', sent: 'identity' },
    { accepts: 'gzip, identity;q=0', sent: 'gzip' },
    { accepts: '*;q=0', sent: undefined },
  ])('of what is too small to compress, for "$accepts", is $sent', ({ accepts, sent }) => {
    expect(chooseCoding(accepts, false)).toBe(sent);
  });
});
