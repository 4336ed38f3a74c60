/**
 * What a news item of IPTC's standards says, whichever of them it is written in. Readers of one standard fill it in; what
 * becomes a story of it is decided once, in `story-of-item.ts`.
 */
import type { Filed, Instant } from '../../story/instant.ts';
import type { RemotePicture } from '../../story/picture.ts';
import type { Place, PubStatus, Rights, Subject } from '../../story/story.ts';
import type { Block } from './blocks.ts';

export type Item = {
  readonly guid?: string;
  /** 1, 2, 3 ...; another system's count, not this wire's. */
  readonly version?: number;
  readonly pubStatus: PubStatus;
  readonly signal?: Signal;
  readonly firstCreated?: Instant;
  readonly versionCreated?: Instant;
  readonly embargo?: Instant;
  readonly contentCreated?: Filed;
  readonly language?: string;
  readonly headline?: string;
  /** Below it, in the order in which they stand. */
  readonly subheadlines: readonly string[];
  readonly slugline?: string;
  readonly byline?: string;
  readonly dateline?: string;
  readonly located?: Place;
  /** The beginning of the text, as its sender gives it by itself. */
  readonly summary?: string;
  readonly body: readonly Block[];
  /** Of those who worked on it, as agencies sign: `VAO`. */
  readonly initials: readonly string[];
  /** Where the story comes from: an agency, by name and by mark. */
  readonly source?: Source;
  readonly urgency?: number;
  readonly subjects: readonly Subject[];
  readonly keywords: readonly string[];
  readonly section?: string;
  readonly genre?: string;
  readonly edNote?: string;
  readonly creditLine?: string;
  readonly rights: Partial<Rights>;
  readonly pictures?: readonly RemotePicture[];
};

/** IPTC's `sig:`: what this version is to the one before. */
export type Signal = 'update' | 'correction';

export type Source = {
  readonly name?: string;
  /** As in datelines: `AFP`. */
  readonly mark?: string;
};

/**
 * What an item says of itself beside its words. It names a story by the guid that its maker gave it, in every version
 * and in whichever file each comes.
 */
export type Standing = Pick<Item, 'version' | 'pubStatus' | 'signal' | 'versionCreated'> & {
  readonly guid: string;
  /** For the name of the story's folder and page, where it is free. */
  readonly slug?: string;
};
