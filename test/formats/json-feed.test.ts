import { describe, expect, it } from 'vitest';

import { jsonFeed } from '../../src/formats/json-feed.ts';
import { everything, frenchFeed, minimal, sampleDesk, sampleFeed } from '../support/stories.ts';

describe('a JSON Feed', () => {
  it('is of version 1.1, with authors and language', () => {
    expect(JSON.parse(jsonFeed.feed.render(sampleFeed, [], sampleDesk))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Panafrican News Agency',
      home_page_url: 'https://wire.panapress.com/',
      feed_url: 'https://wire.panapress.com/feed.json',
      description: 'All stories of the Panafrican News Agency',
      language: 'en',
      authors: [{ name: 'Panafrican News Agency', url: 'https://www.panapress.com/' }],
      items: [],
    });
  });

  it('announces a hub where one is run', () => {
    const { hubs, feed_url } = JSON.parse(jsonFeed.feed.render(frenchFeed, [minimal], sampleDesk));
    expect(hubs).toEqual([{ type: 'WebSub', url: 'https://wire.panapress.com/hub?topic=a&mode=b' }]);
    expect(feed_url).toBe('https://wire.panapress.com/francais/feed.json');
  });

  it('has items that say everything', () => {
    const { items } = JSON.parse(jsonFeed.feed.render(sampleFeed, [everything], sampleDesk));
    expect(items).toEqual([
      {
        id: 'urn:newsml:panapress.com:20241123:au-summit-climate',
        url: 'https://wire.panapress.com/stories/au-summit-climate/',
        title: 'African Union summit agrees on climate fund',
        content_html: expect.stringMatching(/^<p>Addis Ababa/),
        summary: expect.stringMatching(/^Leaders of the African Union .* drought\.$/),
        date_published: '2024-11-23T14:05:30Z',
        date_modified: '2024-11-24T09:30:00Z',
        authors: [{ name: 'Aminata Diallo' }],
        tags: ['Politics', 'African Union', 'climate', 'drought', 'climate change', 'environment', 'conservation'],
        language: 'en-GB',
      },
    ]);
  });

  it('leaves tags out where there are none', () => {
    const { items } = JSON.parse(jsonFeed.feed.render(sampleFeed, [minimal], sampleDesk));
    expect(items[0]).not.toHaveProperty('tags');
  });
});
