/** Who publishes: what every document says of its source. Comes from wiredesk.yaml. */
import type { Rights } from './story.ts';

export type Desk = {
  readonly agency: Agency;
  /** Where `feeds/` is served; always ends in `/`. */
  readonly baseUrl: string;
  /** BCP 47; of the feeds, and of stories that do not say. */
  readonly language: string;
  /** IANA name; in it a bare date is midnight. */
  readonly timeZone: string;
  readonly rights: Rights;
  readonly generator: Generator;
};

/** As far as a story is anybody's own. */
export type Publisher = Pick<Desk, 'agency' | 'rights'>;

export type Agency = {
  /** `Panafrican News Agency` */
  readonly name: string;
  /** As in datelines and credit lines: `PANA`. */
  readonly mark: string;
  /** The provider domain in guids: `panapress.com`. */
  readonly domain: string;
  /** The one in the ids of feeds, where that is another: the desk's first one. */
  readonly feedDomain?: string;
  /** Web site, for provider and copyright holder. */
  readonly url: string;
  readonly email?: string;
};

export type Generator = {
  readonly name: string;
  readonly version: string;
  readonly url: string;
};
