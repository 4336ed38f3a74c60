/** Stories through their lives, each version made as the desk makes it: what every format is tried on. */
import { correctionOf, held, killed, published, released, rewritten } from '../../src/story/life.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { arabic, everything, french, libya, pictured, sampleDesk, sampleStories } from './stories.ts';

const agency = sampleDesk.agency.name;
const MORNING = new Date('2024-11-24T08:00:00Z');
const NOON = new Date('2024-11-24T12:00:00Z');
const EVENING = new Date('2024-11-24T18:00:00Z');

function corrected(version: StoryVersion, note: string | undefined, now: Date): StoryVersion {
  return rewritten(version, version.story, correctionOf(version, note, now), now);
}

const portuguese = sampleStories['portuguese'] ?? libya;

/** Of the real story: corrected, then updated. */
export const libyaCorrected: StoryVersion = corrected(
  libya,
  'The name of the minister in the second paragraph is James Cleverly, not Claverly.',
  MORNING,
);
export const libyaUpdated: StoryVersion = rewritten(
  libyaCorrected,
  { ...libya.story, headline: 'Libya and Britain agree on border training', edNote: 'New headline.' },
  undefined,
  NOON,
);
export const libyaKilled: StoryVersion = killed(
  libyaUpdated,
  { agency, reason: 'The meeting did not take place.' },
  EVENING,
);
export const libyaHeld: StoryVersion = held(libyaCorrected, { agency, by: 'desk', reason: 'Being checked.' }, NOON);
export const libyaReleased: StoryVersion = released(libyaHeld, libyaCorrected, undefined, EVENING);

const { embargo: _embargo, ...free } = everything.story;

/** For the trusted alone, until the evening. */
export const secret: StoryVersion = {
  ...everything,
  version: 1,
  pubStatus: 'withheld',
  event: 'story.published',
  audience: 'trusted',
  firstCreated: '2024-11-24T07:00:00Z',
  versionCreated: '2024-11-24T07:00:00Z',
  story: { ...free, embargo: '2024-11-24T18:00:00Z', edNote: 'A table follows.' },
};
export const secretCorrected: StoryVersion = corrected(secret, 'The fund has $12 billion.', MORNING);
export const secretPublished: StoryVersion = published(secretCorrected, secretCorrected, EVENING);

/** The real story in French. */
export const translated: StoryVersion = {
  ...french,
  guid: 'urn:newsml:panapress.com:20210610:libye-terrorisme',
  slug: 'libye-terrorisme',
  version: 1,
  event: 'story.published',
  translationOf: libya.guid,
};

export type LifeCase = { readonly name: string; readonly version: StoryVersion };

/** By the names of their golden files. */
export const lifeCases: readonly LifeCase[] = Object.entries({
  'libya-corrected': libyaCorrected,
  'libya-updated': libyaUpdated,
  'libya-killed': libyaKilled,
  'libya-held': libyaHeld,
  'libya-released': libyaReleased,
  'french-corrected': corrected(french, 'La zone réclamée est de 12 milles, et non de 21.', NOON),
  'french-killed': killed(french, { agency, reason: 'La source se rétracte.' }, NOON),
  'portuguese-corrected': corrected(portuguese, undefined, NOON),
  'portuguese-held': held(portuguese, { agency, by: 'copy' }, NOON),
  'arabic-corrected': corrected(arabic, 'تستمر المحادثات ثلاثة أيام.', NOON),
  'arabic-killed': killed(arabic, { agency, reason: 'لم تُعقد المحادثات.' }, NOON),
  expiring: rewritten(libya, { ...libya.story, expires: '2024-12-24T00:00:00Z' }, undefined, NOON),
  translated,
  secret,
  'secret-corrected': secretCorrected,
  'secret-killed': killed(secret, { agency, reason: 'The summit was put off.' }, NOON),
  'secret-published': secretPublished,
  'pictured-killed': killed(pictured, { agency, reason: 'The street is another one.' }, NOON),
}).map(([name, version]) => ({ name, version }));

/** What everybody may know of. */
export const publicCases: readonly LifeCase[] = lifeCases.filter(({ version }) => version.audience === undefined);
