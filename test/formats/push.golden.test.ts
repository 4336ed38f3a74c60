/** What is pushed and stands in no file of feeds/: stories under embargo, and the envelopes of events. */
import { expect, it } from 'vitest';

import { pushFormats } from '../../src/formats/index.ts';
import { lifeCases } from '../support/life-cases.ts';
import { pictured, sampleDesk, sampleFeed } from '../support/stories.ts';

const PUSHED = new Set([
  'libya-killed',
  'secret',
  'secret-corrected',
  'secret-killed',
  'secret-published',
  'pictured-killed',
]);
const ENDINGS: Readonly<Record<string, string>> = {
  rss: 'rss.xml',
  atom: 'atom.xml',
  'json-feed': 'feed.json',
  'newsml-g2': 'message.newsml-g2.xml',
};

const cases = [...lifeCases.filter(({ name }) => PUSHED.has(name)), { name: 'pictured', version: pictured }].flatMap(
  ({ name, version }) => Object.entries(ENDINGS).map(([format, ending]) => ({ name, version, format, ending })),
);

it.each(cases)('$format pushes $name as it always did', async ({ name, version, format, ending }) => {
  const document = pushFormats.get(format)?.render(version, sampleDesk, sampleFeed.latestEvent);
  await expect(document).toMatchFileSnapshot(`../golden/push/${name}.${ending}`);
});
