/** itemMeta: how to handle the item, as opposed to what it is about. The schema fixes the order. */
import type { Desk } from '../story/desk.ts';
import { previousVersion } from '../story/life.ts';
import type { EventType, Story, StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { editorsNotes } from './editorial-notes.ts';
import { embargoOf } from './item-dates.ts';
import { MAIN_SERVICE, serviceQcode } from './newsml-catalog.ts';
import { appendPictureLinks } from './newsml-pictures.ts';
import { oneLine, textIn } from './newsml-text.ts';
import { sluglineOf } from './text.ts';
import { element, type XmlElement } from './xml-tree.ts';

/** The structure of our items, for receivers that treat providers differently. */
const PROFILE = 'wiredesk-text';

/** A kill, a hold and its end are told by pubStatus alone: IPTC has no signal for them, and nobody writes one. */
const SIGNALS: Partial<Record<EventType, string>> = {
  'story.updated': 'sig:update',
  'story.corrected': 'sig:correction',
};

export function appendItemMeta(item: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story, pubStatus } = version;
  const meta = element(item, 'itemMeta');
  // By qcode, where the standard also allows a URI: Superdesk reads nothing else of itemClass and pubStatus.
  element(meta, 'itemClass', { qcode: 'ninat:text' });
  const provider = element(meta, 'provider', { uri: desk.agency.url });
  element(provider, 'name', textIn(desk.language, story), oneLine(desk.agency.name));
  appendDates(meta, version);
  element(meta, 'pubStatus', { qcode: `stat:${pubStatus}` });
  element(meta, 'generator', { versioninfo: desk.generator.version }, oneLine(desk.generator.name));
  element(meta, 'profile', {}, PROFILE);
  appendService(meta, story);
  element(meta, 'title', textIn(story.language, story), sluglineOf(version));
  for (const note of editorsNotes(version)) element(meta, 'edNote', textIn(story.language, story), note);
  const signal = SIGNALS[version.event];
  if (signal !== undefined) element(meta, 'signal', { qcode: signal });
  appendLinks(meta, version, desk);
}

/** The story's section, or the service that takes all stories. */
function appendService(meta: XmlElement, story: Story): void {
  const service = element(meta, 'service', { qcode: serviceQcode(story.section || MAIN_SERVICE.code) });
  if (story.section) element(service, 'name', textIn(story.language, story), oneLine(story.section));
  else element(service, 'name', textIn('en', story), MAIN_SERVICE.name);
}

function appendDates(meta: XmlElement, version: StoryVersion): void {
  element(meta, 'versionCreated', {}, version.versionCreated);
  element(meta, 'firstCreated', {}, version.firstCreated);
  const embargo = embargoOf(version);
  if (embargo !== undefined) element(meta, 'embargoed', {}, embargo);
}

/** The story's page, where it can be read there, its expiry, the story that it translates, the version that it replaces. */
function appendLinks(meta: XmlElement, version: StoryVersion, desk: Desk): void {
  if (version.pubStatus === 'usable') {
    element(meta, 'altRep', { contenttype: 'text/html' }, storyUrl(version.slug, desk));
  }
  if (version.story.expires !== undefined) element(meta, 'expires', {}, version.story.expires);
  if (version.translationOf !== undefined) {
    element(meta, 'link', { rel: 'irel:translatedFrom', residref: version.translationOf });
  }
  const previous = previousVersion(version);
  if (previous !== undefined) {
    element(meta, 'link', { rel: 'irel:previousVersion', residref: version.guid, version: previous });
  }
  appendPictureLinks(meta, version, desk);
}
