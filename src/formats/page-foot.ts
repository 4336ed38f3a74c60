/** The foot of pages that list: whose they are. */
import type { Desk } from '../story/desk.ts';
import { type Markup, markup } from './markup.ts';

export function rightsFoot(desk: Desk): Markup {
  return markup`<p><bdi>${desk.rights.notice}</bdi> <a href="${desk.agency.url}"><bdi>${new URL(desk.agency.url).hostname}</bdi></a></p>`;
}
