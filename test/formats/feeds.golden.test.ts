import { describe, expect, it } from 'vitest';

import { atom } from '../../src/formats/atom.ts';
import { jsonFeed } from '../../src/formats/json-feed.ts';
import { opml } from '../../src/formats/opml.ts';
import { rss } from '../../src/formats/rss.ts';
import { feedCases } from '../support/feed-cases.ts';
import { frenchFeed, sampleDesk, sampleFeed } from '../support/stories.ts';

describe.each([rss, atom, jsonFeed])('$standard', (format) => {
  it.each(feedCases)('writes the feed $name as it always did', async ({ name, feed, stories }) => {
    const document = format.feed.render(feed, stories, sampleDesk);
    await expect(document).toMatchFileSnapshot(`../golden/${name}.${format.feed.fileName}`);
  });
});

describe('OPML 2.0', () => {
  it('writes the list of feeds as it always did', async () => {
    const document = opml.render([sampleFeed, frenchFeed], [], sampleDesk);
    await expect(document).toMatchFileSnapshot(`../golden/feeds.${opml.fileName}`);
  });
});
