/**
 * The one model of a story that everything here shares. Names are IPTC's (NewsML-G2), in camel case.
 *
 * - **Story**: what the desk filed, read from copy: words and their metadata, without identity.
 * - **StoryVersion**: a Story on the wire: the guid of the news item, which version of it this is, and its dates.
 */
import type { Filed, Instant, PartialDate } from './instant.ts';
import type { FormerPicture, Picture } from './picture.ts';

/** IPTC pubStatus (`stat:`): `withheld` is embargoed or held, `canceled` is killed. */
export type PubStatus = 'usable' | 'withheld' | 'canceled';

/** What happened to a story; also the `type` of a webhook, hence the full stops (Standard Webhooks). */
export const EVENT_TYPES = [
  'story.published',
  'story.updated',
  'story.corrected',
  'story.killed',
  'story.held',
  'story.released',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export type Story = {
  /** BCP 47. */
  readonly language: string;
  readonly headline: string;
  /** Further headlines below it, as filed: agencies send a short, a long, a second one. */
  readonly subheadlines?: readonly string[];
  readonly slugline?: string;
  readonly byline?: string;
  /** The line above the headline that names the agency, as filed: `Panafrican News Agency`. */
  readonly agencyLine?: string;
  readonly dateline?: Dateline;
  /** Paragraphs as filed, at least one; the first still begins with the dateline. */
  readonly body: readonly string[];
  /** Which of them are no plain paragraphs, by their index in `body`; absent where all are plain. */
  readonly forms?: Readonly<Record<string, ParagraphForm>>;
  readonly signOff?: SignOff;
  /** The date that the copy bears, from the sign-off or the front matter. */
  readonly filed?: Filed;
  /** 1 (flash) to 9, as IPTC counts. */
  readonly urgency: number;
  readonly subjects: readonly Subject[];
  readonly keywords: readonly string[];
  readonly section?: string;
  /** English name of an IPTC genre: `Current`, `Interview`. */
  readonly genre?: string;
  /** Before this instant the story leaves the house for nobody but those who are trusted with embargoed copy. */
  readonly embargo?: Instant;
  /** From this instant on it is no longer of interest: it leaves the feeds, and its page stays. */
  readonly expires?: Instant;
  /** Editor's note. */
  readonly edNote?: string;
  readonly creditLine?: string;
  readonly rights?: Partial<Rights>;
  /** The most important first; never empty. */
  readonly pictures?: readonly Picture[];
};

/** `subhead`: a heading within the text. `preformatted`: a table, whose line breaks and blanks are to be kept. */
export type ParagraphForm = 'subhead' | 'preformatted';

export type Dateline = {
  /** As filed, mark included: `Tripoli, Libya (PANA) -`. */
  readonly text: string;
  readonly place?: Place;
  /** `2014-08-29`; a day without its year is `--08-29`. */
  readonly date?: PartialDate;
  /** The agency's mark: `PANA`. */
  readonly agency?: string;
};

export type Place = {
  /** City or region: `Tripoli`. */
  readonly name: string;
  /** Where the copy names one: `Ore.` in `PORTLAND, Ore.` */
  readonly region?: Region;
  readonly country?: Country;
};

export type Region = {
  /** ISO 3166-2: `US-OR`. */
  readonly code: string;
  /** In the words of the copy: `Ore.` */
  readonly name: string;
};

export type Country = {
  /** ISO 3166-1 alpha-2: `LY`. */
  readonly code: string;
  /** In the words of the copy: `Libya`; where the copy names a region alone, in English. */
  readonly name: string;
};

export type SignOff = {
  /** As filed: `-0- PANA BY/IS/VAO 10June2021`. */
  readonly text: string;
  readonly agency?: string;
  readonly initials: readonly string[];
};

export type Subject = {
  /** IPTC Media Topic (`medtop`), IPTC Subject Code (`subj`). */
  readonly scheme: 'medtop' | 'subj';
  /** Eight digits. */
  readonly code: string;
};

export type Rights = {
  readonly holder: string;
  readonly notice: string;
  readonly usageTerms: string;
};

export type StoryVersion = {
  /** `urn:newsml:<provider domain>:<yyyymmdd>:<slug>`, one for all versions (NewsML-G2 §guid; RFC 3085). */
  readonly guid: string;
  /** The local part of the guid, unique on this desk: the name of the story's folder and page. */
  readonly slug: string;
  /** 1, 2, 3 ... */
  readonly version: number;
  readonly pubStatus: PubStatus;
  /** The event that made this version. */
  readonly event: EventType;
  readonly firstCreated: Instant;
  readonly versionCreated: Instant;
  readonly story: Story;
  /** Of an item that another system made: which of that system's versions this is. */
  readonly source?: SourceVersion;
  /** The guid of the story that this one translates. */
  readonly translationOf?: string;
  /** When it came out, where that was later than it was first created: at the end of an embargo that the trusted kept. */
  readonly firstPublished?: Instant;
  /** Nobody but subscribers who are trusted with embargoed copy may know of this version. Absent: everybody may. */
  readonly audience?: 'trusted';
  /** Oldest first; a later version carries them on. */
  readonly corrections?: readonly Correction[];
  /** Pictures that earlier versions went out with, and this one does not: whoever has them is told. */
  readonly formerPictures?: readonly FormerPicture[];
  /** Of a held version: a line in its file, which ends the hold when it is taken out, or an act that only another ends. */
  readonly heldBy?: 'copy' | 'desk';
};

export type Correction = {
  /** What was wrong and where, in the desk's words; absent where the copy only says that it is corrected. */
  readonly note?: string;
  /** When the corrected version was made. */
  readonly at: Instant;
};

/** Other systems count their versions by themselves: where this wire has 1, 2 and 3 theirs may be 4, 7 and 8. */
export type SourceVersion = {
  readonly version?: number;
  readonly versionCreated?: Instant;
};
