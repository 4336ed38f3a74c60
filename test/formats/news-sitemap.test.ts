import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { newsSitemap, sitemapIndex } from '../../src/formats/news-sitemap.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { only, type ReadElement, readXml } from '../support/read-xml.ts';
import { arabic, everything, french, hostile, sampleDesk } from '../support/stories.ts';

const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';

function newsOf(url: ReadElement): ReadElement {
  return only(url, 'news:news');
}

describe('a sitemap of news', () => {
  it('is written as it always was', async () => {
    const document = newsSitemap([everything, french, arabic, hostile], sampleDesk);
    await expect(document).toMatchFileSnapshot('../golden/news-sitemap.xml');
    await expect(sitemapIndex([3, 4], sampleDesk)).toMatchFileSnapshot('../golden/sitemap.xml');
  });

  it('says of each story what Google asks for: address, publication, language, first date, title', () => {
    const [url] = readXml(newsSitemap([french], sampleDesk)).children;
    if (url === undefined) throw new Error('no url');
    expect(only(url, 'loc').text).toBe('https://wire.panapress.com/stories/senegal-peche/');
    const news = newsOf(url);
    expect(only(only(news, 'news:publication'), 'news:name').text).toBe('Panafrican News Agency');
    expect(only(only(news, 'news:publication'), 'news:language').text).toBe('fr');
    expect(only(news, 'news:publication_date').text).toBe(french.firstCreated);
    expect(only(news, 'news:title').text).toBe(french.story.headline);
    expect([news.namespace, url.namespace]).toEqual([NEWS, 'http://www.sitemaps.org/schemas/sitemap/0.9']);
  });

  it('holds any text as it is', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const [url] = readXml(newsSitemap([version], desk)).children;
        const news = url && newsOf(url);
        expect(news && only(news, 'news:title').text).toBe(version.story.headline);
        expect(news && only(only(news, 'news:publication'), 'news:name').text).toBe(desk.agency.name);
      }),
    );
  });

  it('may be empty; an index lists its files by their addresses', () => {
    expect(readXml(newsSitemap([], sampleDesk)).children).toEqual([]);
    expect(readXml(sitemapIndex([7], sampleDesk)).children.map((each) => only(each, 'loc').text)).toEqual([
      'https://wire.panapress.com/sitemaps/news-7.xml',
    ]);
  });
});
