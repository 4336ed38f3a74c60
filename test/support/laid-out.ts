/** A story with all that a text may have besides plain paragraphs: two headlines, a heading, a table, a state. */
import type { StoryVersion } from '../../src/story/story.ts';
import { storyWith } from './stories.ts';

export const laidOut: StoryVersion = storyWith(
  {
    headline: 'Wheat dearer for the third day',
    subheadlines: ['Rain delays harvest in Oregon & Washington', 'Buyers look to Canada'],
    dateline: {
      text: 'PORTLAND, Ore., March 3 (AP) -',
      place: {
        name: 'PORTLAND',
        region: { code: 'US-OR', name: 'Ore.' },
        country: { code: 'US', name: 'United States of America' },
      },
      date: '--03-03',
      agency: 'AP',
    },
    body: [
      'PORTLAND, Ore., March 3 (AP) - Wheat became dearer for the third day on Tuesday.',
      'PRICES',
      '            March    May\nWheat       <4.10   4.12\n  & Corn     2.05   2.01',
      'Traders expect no change before April.',
    ],
    forms: { '1': 'subhead', '2': 'preformatted' },
  },
  'laid-out',
);
