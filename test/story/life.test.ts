import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { correctionOf, held, isPrivate, killed, published, released, rewritten } from '../../src/story/life.ts';
import type { Picture } from '../../src/story/picture.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { embargoed } from '../support/agency-cases.ts';
import { everything, libya, pictured, storyWith } from '../support/stories.ts';

const NOW = new Date('2024-11-24T12:00:00.400Z');
const BEFORE_ITS_INSTANT = new Date('2024-11-23T15:00:00Z');
const agency = 'PANA';
const secret: StoryVersion = { ...embargoed, audience: 'trusted' };

function storyOf(...pictures: readonly Picture[]): Story {
  return { ...pictured.story, pictures };
}

describe('a next version', () => {
  it('is of the same item, one higher, and dated now', () => {
    const { guid, slug, firstCreated } = libya;
    const next = rewritten(libya, { ...libya.story, headline: 'New' }, undefined, NOW);
    expect(next).toMatchObject({ guid, slug, firstCreated, version: 2, versionCreated: '2024-11-24T12:00:00Z' });
    expect(next).toMatchObject({ event: 'story.updated', pubStatus: 'usable', story: { headline: 'New' } });
    expect(next).not.toHaveProperty('corrections');
  });

  it('carries corrections on, and is one where the desk says something new', () => {
    const first = rewritten(libya, libya.story, correctionOf(libya, 'Wrong name.', NOW), NOW);
    expect(first).toMatchObject({
      event: 'story.corrected',
      corrections: [{ note: 'Wrong name.', at: first.versionCreated }],
    });
    expect(correctionOf(first, 'Wrong name.', NOW)).toBeUndefined();
    const second = rewritten(first, libya.story, correctionOf(first, 'Wrong date.', NOW), NOW);
    expect(second.corrections?.map(({ note }) => note)).toEqual(['Wrong name.', 'Wrong date.']);
    const update = rewritten(second, { ...libya.story, headline: 'x' }, undefined, NOW);
    expect([update.event, update.corrections]).toEqual(['story.updated', second.corrections]);
    const silent = rewritten(libya, libya.story, correctionOf(libya, undefined, NOW), NOW);
    expect([silent.event, silent.corrections]).toEqual(['story.corrected', [{ at: silent.versionCreated }]]);
  });

  it('remembers the pictures that those before it went out with, and this one does not', () => {
    const [first, second, third] = pictured.story.pictures ?? [];
    if (first === undefined || second === undefined || third === undefined) throw new Error('the sample has three');
    const fewer = rewritten(pictured, storyOf(second), undefined, NOW);
    expect(fewer.formerPictures?.map((picture) => Object.keys(picture))).toEqual([['hash', 'contentType'], ['href']]);
    const kill = killed(fewer, { agency }, NOW);
    expect(kill.formerPictures).toHaveLength(3);
    const back = released(
      held(fewer, { agency, by: 'desk' }, NOW),
      { story: storyOf(first, second, third) },
      undefined,
      NOW,
    );
    expect(back).not.toHaveProperty('formerPictures');
    const unknown = rewritten({ ...secret, story: storyOf(first) }, { ...secret.story }, undefined, BEFORE_ITS_INSTANT);
    expect(unknown).not.toHaveProperty('formerPictures');
  });

  it('of a kill has nothing but the notice, and of a hold too', () => {
    const corrected = rewritten(everything, everything.story, correctionOf(everything, 'x', NOW), NOW);
    const kill = killed(corrected, { agency, reason: 'y' }, NOW);
    expect(kill).toMatchObject({ event: 'story.killed', pubStatus: 'canceled', version: 5 });
    const hold = held(corrected, { agency, by: 'desk' }, NOW);
    expect(hold).toMatchObject({ event: 'story.held', pubStatus: 'withheld', heldBy: 'desk' });
    for (const version of [kill, hold]) {
      expect(version).not.toHaveProperty('corrections');
      expect(version).not.toHaveProperty('audience');
      expect(JSON.stringify(version)).not.toContain('drought');
    }
  });

  it('brings a held story back with its words, its corrections and without a trace of the hold', () => {
    const before = rewritten(libya, libya.story, correctionOf(libya, 'x', NOW), NOW);
    const back = released(held(before, { agency, by: 'copy' }, NOW), before, undefined, NOW);
    const { versionCreated, version, event, ...rest } = before;
    expect(back).toEqual({
      ...rest,
      version: version + 2,
      event: 'story.released',
      versionCreated: back.versionCreated,
    });
    expect(back.versionCreated > versionCreated).toBe(true);
    expect(event).toBe('story.corrected');
    const mended = released(
      held(before, { agency, by: 'copy' }, NOW),
      before,
      { note: 'y', at: '2024-11-24T12:00:09Z' },
      NOW,
    );
    expect([mended.event, mended.corrections?.length]).toEqual(['story.corrected', 2]);
  });
});

describe('a story under embargo that the trusted have', () => {
  it('stays theirs alone while it is corrected, held, released and killed before its instant', () => {
    const update = rewritten(secret, { ...secret.story, headline: 'x' }, undefined, BEFORE_ITS_INSTANT);
    const hold = held(secret, { agency, by: 'desk' }, BEFORE_ITS_INSTANT);
    const back = released(hold, secret, undefined, BEFORE_ITS_INSTANT);
    const kill = killed(secret, { agency }, BEFORE_ITS_INSTANT);
    for (const version of [update, hold, back, kill]) expect(isPrivate(version)).toBe(true);
    expect([update, back].map(({ pubStatus, story }) => [pubStatus, story.embargo])).toEqual([
      ['withheld', secret.story.embargo],
      ['withheld', secret.story.embargo],
    ]);
    expect(hold.story.embargo).toBeUndefined();
  });

  it('is published at its end, for everybody, without a trace of it', () => {
    for (const version of [
      published(secret, secret, NOW),
      rewritten(secret, { ...secret.story, headline: 'x' }, undefined, NOW),
      released(held(secret, { agency, by: 'desk' }, BEFORE_ITS_INSTANT), secret, undefined, NOW),
    ]) {
      expect(version).toMatchObject({ event: 'story.published', pubStatus: 'usable' });
      expect(version).not.toHaveProperty('audience');
      expect(version.story).not.toHaveProperty('embargo');
    }
  });
});

it('whatever is done to a story, its versions and dates rise, and it is never both secret and usable', () => {
  const acts = fc.array(
    fc.tuple(fc.constantFrom('rewrite', 'correct', 'hold', 'release'), fc.integer({ min: -5_000, max: 90_000 })),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(acts, fc.boolean(), (list, isSecret) => {
      let clock = Date.parse('2024-11-23T17:59:00Z');
      let last = isSecret ? secret : storyWith({});
      let words = last;
      for (const [act, ms] of list) {
        clock += ms;
        const now = new Date(clock);
        const next = {
          rewrite: () => rewritten(words, { ...words.story, headline: String(clock) }, undefined, now),
          correct: () => rewritten(words, words.story, correctionOf(words, String(clock), now), now),
          hold: () => held(last, { agency, by: 'desk' }, now),
          release: () => released(last, words, undefined, now),
        }[act]();
        const following = { ...next, version: last.version + 1 };
        expect(following.versionCreated > words.versionCreated).toBe(true);
        if (isPrivate(following)) expect(following.pubStatus).not.toBe('usable');
        if (!isPrivate(last)) expect(isPrivate(following)).toBe(false);
        if (following.heldBy === undefined) words = following;
        last = following;
      }
    }),
  );
});
