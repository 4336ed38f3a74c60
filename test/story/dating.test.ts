import { describe, expect, it } from 'vitest';

import { firstDate, laterDate, rankingDate } from '../../src/story/dating.ts';
import { libya } from '../support/stories.ts';

const noon = new Date('2021-06-11T12:00:00.500Z');

describe('a first version', () => {
  it.each([
    ['is dated by its copy where that day is past', { date: '2021-06-10' }, '2021-06-10', '2021-06-10T00:00:00Z'],
    ['is dated by its commit on the day itself', { date: '2021-06-11' }, '2021-06-11', '2021-06-11T12:00:00Z'],
    ['is dated by its commit where the copy is ahead', { date: '2021-06-12' }, '2021-06-11', '2021-06-11T12:00:00Z'],
  ])('%s', (_name, filed, day, instant) => {
    expect(firstDate({ ...libya.story, filed }, noon, 'Africa/Dakar')).toEqual({ day, instant });
  });

  it('is never dated after its commit, whatever zone the copy names', () => {
    const filed = { date: '2021-06-10', time: '23:00', timeZone: '-14:00' };
    const { instant } = firstDate({ ...libya.story, filed }, noon, 'UTC');
    expect(instant).toBe('2021-06-11T12:00:00Z');
  });

  it('is dated by its commit where the copy bears no date', () => {
    const { filed: _, ...undated } = libya.story;
    expect(firstDate(undated, noon, 'Pacific/Auckland')).toEqual({
      day: '2021-06-12',
      instant: '2021-06-11T12:00:00Z',
    });
  });
});

describe('a version ranks in a feed', () => {
  it.each([
    ['by its commit, where it is filed late', '2021-06-10T00:00:00Z', '2021-06-11T12:00:00Z'],
    ['by its own date, where it comes from the archive', '2021-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['by its own date, where that is a moment ahead', '2021-06-11T12:00:01Z', '2021-06-11T12:00:01Z'],
  ])('%s', (_name, versionCreated, expected) => {
    expect(rankingDate(versionCreated, noon)).toBe(expected);
  });
});

describe('a later version', () => {
  it.each([
    ['is dated by its commit', '2021-06-10T00:00:00Z', '2021-06-11T12:00:00Z'],
    ['is later than the one before, within one second too', '2021-06-11T12:00:00Z', '2021-06-11T12:00:01Z'],
    ['is later than the one before, after the clock was set back', '2021-06-12T00:00:00Z', '2021-06-12T00:00:01Z'],
  ])('%s', (_name, previous, expected) => {
    expect(laterDate(previous, noon)).toBe(expected);
  });
});
