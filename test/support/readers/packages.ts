/** The packages of which readers in JavaScript are made, each behind fetch with the conditions of the last answer. */
import { Readable } from 'node:stream';

import FeedParser from 'feedparser';
import { parseFeed } from 'feedsmith';
import RssParser from 'rss-parser';

import { keptById } from './kept.ts';
import type { Reader, ReadItem } from './reader.ts';

type Parse = (document: string) => Promise<readonly ReadItem[]>;

function readerOf(name: string, reads: readonly string[], parse: Parse): Reader {
  return {
    name,
    reads,
    isThere: true,
    revalidates: true,
    takesUpdates: true,
    async subscribe(url) {
      const kept = keptById();
      let etag: string | undefined;
      return {
        poll: async () => {
          const response = await fetch(url, { headers: etag === undefined ? {} : { 'if-none-match': etag } });
          etag = response.headers.get('etag') ?? etag;
          const document = await response.text();
          if (response.status === 200) kept.take(await parse(document));
        },
        items: async () => kept.items(),
      };
    },
  };
}

function required(value: string | null | undefined): string {
  if (value === undefined || value === null) throw new Error('a field is missing');
  return value;
}

async function byFeedparser(document: string): Promise<readonly ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of Readable.from([document]).pipe(new FeedParser({}))) {
    const { guid, title, author, pubdate, description } = item;
    items.push({
      id: required(guid),
      title: required(title),
      author: required(author),
      published: Number(pubdate),
      html: required(description),
    });
  }
  return items;
}

async function byRssParser(document: string): Promise<readonly ReadItem[]> {
  const parser = new RssParser<object, Readonly<Record<string, string>>>();
  return (await parser.parseString(document)).items.map((item) => ({
    id: required(item.guid ?? item['id']),
    title: required(item.title),
    author: required(item.creator ?? item['author']),
    published: Date.parse(required(item.isoDate)),
    html: required(item['content:encoded'] ?? item.content),
  }));
}

async function byFeedsmith(document: string): Promise<readonly ReadItem[]> {
  const { format, feed } = parseFeed(document);
  if (format === 'rss') {
    return (feed.items ?? []).map(({ guid, title, pubDate, dc, content }) => ({
      id: required(guid?.value),
      title: required(title),
      author: required(dc?.creators?.[0]),
      published: Date.parse(required(pubDate)),
      html: required(content?.encoded),
    }));
  }
  if (format === 'atom') {
    return (feed.entries ?? []).map(({ id, title, published, authors, content }) => ({
      id: required(id),
      title: required(title?.value),
      author: required(authors?.[0]?.name),
      published: Date.parse(required(published)),
      html: required(content?.value),
    }));
  }
  if (format !== 'json') throw new Error(`not asked for: ${format}`);
  return (feed.items ?? []).map(({ id, title, date_published: published, authors, content_html: html }) => ({
    id: required(id),
    title: required(title),
    author: required(authors?.[0]?.name),
    published: Date.parse(required(published)),
    html: required(html),
  }));
}

export const packages: readonly Reader[] = [
  readerOf('feedsmith', ['rss.xml', 'atom.xml', 'feed.json'], byFeedsmith),
  readerOf('feedparser', ['rss.xml', 'atom.xml'], byFeedparser),
  readerOf('rss-parser', ['rss.xml', 'atom.xml'], byRssParser),
];
