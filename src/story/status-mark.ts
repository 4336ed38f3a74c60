/**
 * What copy says of its own standing: `UPDATE 2-`, `1st Ld-Writethru`, `CORRECTED -`, `KILL`, `MORE`. A mark is what
 * stands in the copy and no act: what follows from it is decided where stories are committed.
 */

export type StatusMarkKind =
  /** How fast: `FLASH`, `BULLETIN`, `ALERT`, `URGENT`. */
  | 'flash'
  | 'bulletin'
  | 'alert'
  | 'urgent'
  /** A newer telling of the same story: `UPDATE 2-`, `WRAPUP 3-`. */
  | 'update'
  /** A new beginning, or a whole new text, in the place of the old: `1ST LEAD`, `2nd Ld-Writethru`. */
  | 'lead'
  /** A fault of substance is mended: `CORRECTED -`, `(CORRECTION)`, `RECTIFICATIF`. */
  | 'correction'
  /** Sent again with something small mended: `REFILE`. */
  | 'refile'
  /** Sent again unchanged: `RPT -`, `REPEAT`. */
  | 'repeat'
  /** `KILL`, `MANDATORY KILL`, `STORY WITHDRAWN`, `ANNULATION`. */
  | 'kill'
  /** `HOLD HOLD HOLD`: not to be used until the desk says so. */
  | 'hold'
  /** A notice to editors, not for print: `ADVISORY`. */
  | 'advisory'
  /** One part of a story that is sent in several: `2nd Take`. */
  | 'take'
  /** More text for the end of a story that was sent: `1st Add`. */
  | 'add'
  /** The story goes on in another take: `MORE` as the last word. */
  | 'more';

export type StatusMark = {
  readonly kind: StatusMarkKind;
  /** As filed: `UPDATE 2-`, `1st Ld-Writethru`. */
  readonly text: string;
  /** The number that it bears: 2 of `UPDATE 2-`, 1 of `1ST LEAD`. */
  readonly number?: number;
  /** A line of its own above the headline, a part of the headline, of the slug line, or of a header, the last line. */
  readonly at: 'line' | 'headline' | 'slugline' | 'header' | 'end';
  /** In the file, from 1. */
  readonly line: number;
};
