/** The versions that every agency format is tried on: each sample story, and one story through its life. */
import type { StoryVersion } from '../../src/story/story.ts';
import { laidOut } from './laid-out.ts';
import { lifeCases } from './life-cases.ts';
import { everything, libya, sampleStories } from './stories.ts';

const EMBARGO = '2024-11-23T18:00:00Z';

const { embargo: _, ...free } = everything.story;

/** Held until the evening: the first version. */
export const embargoed: StoryVersion = {
  ...everything,
  version: 1,
  pubStatus: 'withheld',
  event: 'story.published',
  versionCreated: everything.firstCreated,
  story: { ...free, embargo: EMBARGO, edNote: 'Not for use before 1800 GMT.' },
};

/** Corrected while it is held. */
export const embargoedCorrection: StoryVersion = {
  ...embargoed,
  version: 2,
  event: 'story.corrected',
  versionCreated: '2024-11-23T16:00:00Z',
};

/** Out at its instant, by itself. */
export const released: StoryVersion = {
  ...embargoed,
  version: 3,
  pubStatus: 'usable',
  event: 'story.updated',
  versionCreated: EMBARGO,
};

export const updated: StoryVersion = {
  ...libya,
  version: 2,
  event: 'story.updated',
  versionCreated: '2021-06-10T15:30:00Z',
  story: { ...libya.story, edNote: 'Adds the reaction of the ministry.' },
};

/** Withdrawn: the body is the notice. */
export const killed: StoryVersion = {
  ...libya,
  version: 3,
  pubStatus: 'canceled',
  event: 'story.killed',
  versionCreated: '2021-06-11T08:00:00Z',
  story: {
    ...libya.story,
    headline: 'KILL: Libyan interior minister',
    body: ['Kill this story. It is withdrawn; do not use it.'],
    edNote: 'The meeting did not take place.',
  },
};

export type AgencyCase = { readonly name: string; readonly version: StoryVersion };

export const agencyCases: readonly AgencyCase[] = [
  ...Object.entries({
    ...sampleStories,
    embargoed,
    'embargoed-correction': embargoedCorrection,
    released,
    updated,
    killed,
    'laid-out': laidOut,
  }).map(([name, version]) => ({ name, version })),
  ...lifeCases,
];
