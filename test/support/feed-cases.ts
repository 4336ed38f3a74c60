/** The feeds that every feed format is tried on: each sample story alone, all together, and none. */
import type { Feed } from '../../src/story/feed.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { killed } from './agency-cases.ts';
import { publicCases } from './life-cases.ts';
import { frenchFeed, sampleFeed, sampleStories } from './stories.ts';

export type FeedCase = { readonly name: string; readonly feed: Feed; readonly stories: readonly StoryVersion[] };

export const feedCases: readonly FeedCase[] = [
  ...Object.entries(sampleStories).map(([name, version]) => ({ name, feed: sampleFeed, stories: [version] })),
  { name: 'killed', feed: sampleFeed, stories: [killed, ...Object.values(sampleStories).slice(0, 2)] },
  // One story may stand in a feed once.
  ...publicCases.map(({ name, version }) => ({ name, feed: sampleFeed, stories: [version] })),
  { name: 'all-with-hub', feed: frenchFeed, stories: Object.values(sampleStories) },
  { name: 'empty', feed: sampleFeed, stories: [] },
];
