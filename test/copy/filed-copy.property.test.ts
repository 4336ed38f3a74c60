import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { filedCopy } from './filed-copy.ts';
import { read, storyIn } from './copy.ts';

it('reads copy of every make as the parts that it was made of', () => {
  fc.assert(
    fc.property(filedCopy, ({ text, ...parts }) => {
      const reading = read(text);
      const story = storyIn(reading);
      expect({
        headline: story.headline,
        subheadlines: story.subheadlines ?? [],
        slugline: story.slugline,
        byline: story.byline,
        dateline: story.dateline?.text,
        place: story.dateline?.place?.name,
        country: story.dateline?.place?.country?.code,
        agency: story.dateline?.agency,
        filed: story.filed?.date,
        marks: reading.ok && reading.marks.map(({ kind }) => kind),
        body: story.body,
      }).toEqual(parts);
    }),
    { numRuns: 400 },
  );
});
