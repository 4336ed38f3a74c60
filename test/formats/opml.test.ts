import { describe, expect, it } from 'vitest';

import { opml } from '../../src/formats/opml.ts';
import { only, readXml, textsOf } from '../support/read-xml.ts';
import { frenchFeed, libya, sampleDesk, sampleFeed } from '../support/stories.ts';

const feeds = [sampleFeed, frenchFeed];

describe('the OPML list', () => {
  it('holds every feed once as RSS and once as Atom, in a folder each', () => {
    const body = only(readXml(opml.render(feeds, [], sampleDesk)), 'body');
    const listed = body.children.map(({ attributes, children }) => [
      attributes['text'],
      children.map((outline) => outline.attributes['xmlUrl']),
    ]);
    expect(listed).toEqual([
      ['RSS', ['https://wire.panapress.com/rss.xml', 'https://wire.panapress.com/francais/rss.xml']],
      ['Atom', ['https://wire.panapress.com/atom.xml', 'https://wire.panapress.com/francais/atom.xml']],
    ]);
  });

  it('gives each what OPML 2.0 asks of a subscription', () => {
    const body = only(readXml(opml.render(feeds, [], sampleDesk)), 'body');
    expect(body.children[0]?.children[1]?.attributes).toEqual({
      type: 'rss',
      version: 'RSS2',
      text: 'PANA – « Français »',
      title: 'PANA – « Français »',
      description: 'Toutes les dépêches en français',
      language: 'fr',
      htmlUrl: 'https://wire.panapress.com/francais/',
      xmlUrl: 'https://wire.panapress.com/francais/rss.xml',
    });
  });

  it('stays the same whatever happens on the wire', () => {
    const later = feeds.map((feed) => ({ ...feed, latestEvent: { seq: 99, committedAt: '2025-01-01T00:00:00Z' } }));
    expect(opml.render(later, [libya], sampleDesk)).toBe(opml.render(feeds, [], sampleDesk));
  });

  it('leaves out an e-mail address that the agency does not give', () => {
    const { email: _email, ...agency } = sampleDesk.agency;
    const head = only(readXml(opml.render(feeds, [], { ...sampleDesk, agency })), 'head');
    expect(textsOf(head, 'ownerEmail')).toEqual([]);
    expect(textsOf(head, 'ownerName')).toEqual(['Panafrican News Agency']);
  });
});
