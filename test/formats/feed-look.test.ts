import { describe, expect, it } from 'vitest';

import { atom } from '../../src/formats/atom.ts';
import { feedLooks } from '../../src/formats/feed-look.ts';
import { rss } from '../../src/formats/rss.ts';
import { french, frenchFeed, libya, sampleDesk, sampleFeed } from '../support/stories.ts';

const STYLE = /^<\?xml version="1.0"[^>]*\?>\n<\?xml-stylesheet type="text\/css" href="([^"]*)"\?>\n</;

describe.each([rss, atom])('a feed in a browser: $standard', ({ feed, push }) => {
  it('leads to its style by a relative address, from wherever it lies, in its language', () => {
    const arabic = { ...frenchFeed, path: 'languages/ar/', language: 'ar' };
    const german = { ...frenchFeed, path: 'languages/de/', language: 'de' };
    const documents = [
      feed.render(sampleFeed, [libya], sampleDesk),
      feed.render(frenchFeed, [], sampleDesk),
      feed.render(arabic, [french], sampleDesk),
      feed.render(german, [french], sampleDesk),
      feed.renderArchive?.(sampleFeed, 1, [libya], sampleDesk) ?? '',
    ];
    expect(documents.map((document) => STYLE.exec(document)?.[1])).toEqual([
      'assets/feed-en.css',
      '../assets/feed-fr.css',
      '../../assets/feed-ar.css',
      '../../assets/feed-en.css',
      '../assets/feed-en.css',
    ]);
    const made = feedLooks.map(({ fileName }) => fileName);
    for (const name of ['en', 'fr', 'pt', 'ar']) expect(made).toContain(`assets/feed-${name}.css`);
  });

  it('leads to none where it is pushed, and lies nowhere', () => {
    const pushed = push.render(libya, sampleDesk);
    expect(pushed).not.toContain('xml-stylesheet');
  });
});
