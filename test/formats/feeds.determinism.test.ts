import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { atom } from '../../src/formats/atom.ts';
import { jsonFeed } from '../../src/formats/json-feed.ts';
import { rss } from '../../src/formats/rss.ts';
import { feedCases } from '../support/feed-cases.ts';
import { sampleDesk } from '../support/stories.ts';

/** Of every feed in every format, as this process writes them. */
function fingerprint(): string {
  const documents = [rss, atom, jsonFeed].flatMap((format) =>
    feedCases.map(({ feed, stories }) => format.feed.render(feed, stories, sampleDesk)),
  );
  return createHash('sha256').update(documents.join('')).digest('hex');
}

const SAME_IN_A_CHILD = `
  import { createHash } from 'node:crypto';
  const [{ atom }, { jsonFeed }, { rss }, { feedCases }, { sampleDesk }] = await Promise.all(
    ['src/formats/atom.ts', 'src/formats/json-feed.ts', 'src/formats/rss.ts', 'test/support/feed-cases.ts',
      'test/support/stories.ts'].map((path) => import(new URL(path, process.env.ROOT).href)));
  const documents = [rss, atom, jsonFeed].flatMap((format) =>
    feedCases.map(({ feed, stories }) => format.feed.render(feed, stories, sampleDesk)));
  console.log(new Date(0).getHours(), createHash('sha256').update(documents.join('')).digest('hex'));
`;

describe('the same stories', () => {
  it('give the same bytes in every run', () => {
    expect(fingerprint()).toBe(fingerprint());
  });

  it.each([
    { timeZone: 'America/St_Johns', hourAtEpoch: 20, locale: 'fr_FR.UTF-8' },
    { timeZone: 'Asia/Kolkata', hourAtEpoch: 5, locale: 'ar_EG.UTF-8' },
  ])('give the same bytes in a process of the time zone $timeZone', ({ timeZone, hourAtEpoch, locale }) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', SAME_IN_A_CHILD], {
      encoding: 'utf8',
      env: {
        ...process.env,
        TZ: timeZone,
        LANG: locale,
        LC_ALL: locale,
        ROOT: new URL('../../', import.meta.url).href,
      },
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(`${hourAtEpoch} ${fingerprint()}\n`);
  });
});
