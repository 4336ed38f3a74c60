/** The desk of the sample, and two of its feeds. */
import type { Desk } from '../../src/story/desk.ts';
import type { Feed } from '../../src/story/feed.ts';

export const sampleDesk: Desk = {
  agency: {
    name: 'Panafrican News Agency',
    mark: 'PANA',
    domain: 'panapress.com',
    url: 'https://www.panapress.com/',
    email: 'desk@panapress.com',
  },
  baseUrl: 'https://wire.panapress.com/',
  language: 'en',
  timeZone: 'Africa/Dakar',
  rights: {
    holder: 'Panafrican News Agency',
    notice: '© 2021 Panafrican News Agency. All rights reserved.',
    usageTerms: 'For subscribers of the Panafrican News Agency only.',
  },
  generator: { name: 'Wiredesk', version: '0.1.0', url: 'https://wiredesk.example/' },
};

export const sampleFeed: Feed = {
  name: 'main',
  kind: 'main',
  label: 'Panafrican News Agency',
  path: '',
  title: 'Panafrican News Agency',
  description: 'All stories of the Panafrican News Agency',
  language: 'en',
  latestEvent: { seq: 7, committedAt: '2024-11-24T09:30:00Z' },
};

/** A further feed, in a folder of its own, in another language and announced to a WebSub hub. */
export const frenchFeed: Feed = {
  name: 'francais',
  kind: 'named',
  label: '« Français »',
  path: 'francais/',
  title: 'PANA – « Français »',
  description: 'Toutes les dépêches en français',
  language: 'fr',
  hub: 'https://wire.panapress.com/hub?topic=a&mode=b',
  latestEvent: { seq: 7, committedAt: '2024-11-24T09:30:00Z' },
};
