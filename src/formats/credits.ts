/** Who made a story and where it comes from, as agency documents say it. */
import type { Desk } from '../story/desk.ts';
import type { Story } from '../story/story.ts';
import { authorOf } from './feed-item.ts';

export type Party = {
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  /** As in datelines; `literal` in IPTC's formats. */
  readonly mark?: string;
  readonly uri?: string;
};

/** The byline's person, else the agency. */
export function creatorOf(story: Story, desk: Desk): Party {
  const hasByline = story.byline !== undefined && story.byline.trim() !== '';
  return hasByline ? { name: authorOf(story, desk), kind: 'person' } : sourceOf(story, desk);
}

/** The agency that the copy names, by its full name where it is this desk's own. */
export function sourceOf(story: Story, desk: Desk): Party {
  const mark = story.dateline?.agency ?? story.signOff?.agency ?? desk.agency.mark;
  if (mark === desk.agency.mark) {
    return { name: desk.agency.name, kind: 'organisation', mark, uri: desk.agency.url };
  }
  return { name: story.agencyLine ?? mark, kind: 'organisation', mark };
}
