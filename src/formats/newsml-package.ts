/** The day's top stories as a packageItem: NewsML-G2 2.35, Power conformance, its parts in the order that the schema wants. */
import type { Desk } from '../story/desk.ts';
import { mintGuid } from '../story/guid.ts';
import { instantOf, toInstant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';
import type { TopStories } from '../story/top-stories.ts';
import { storyDocumentUrl } from './addresses.ts';
import type { TopStoriesDocument } from './format.ts';
import { appendCatalogRefs, MAIN_SERVICE, NAR, serviceQcode } from './newsml-catalog.ts';
import { appendMessage } from './newsml-message.ts';
import { oneLine, textIn } from './newsml-text.ts';
import { dayOf } from './page-date.ts';
import { pageWords } from './page-words.ts';
import { directionOf } from './text.ts';
import { element, elementIn, xmlDocument, type XmlElement, type XmlParent } from './xml-tree.ts';

const FILE_NAME = 'top-stories.xml';

/** The structure of our packages, for receivers that treat providers differently. */
const PROFILE = 'wiredesk-package';

const GROUP = 'top-stories';

/** In the envelope that agencies exchange news in: Superdesk's parser takes nothing else. */
export function topStoriesPackage(storyFileName: string): TopStoriesDocument {
  return {
    fileName: FILE_NAME,
    mediaType: 'application/xml; charset=utf-8',
    render: (top, desk) =>
      xmlDocument((document) => {
        const { latestEvent, stories } = top;
        const head = {
          latestEvent,
          feedName: GROUP,
          priority: Math.min(...stories.map(({ story }) => story.urgency)),
          origin: new URL(FILE_NAME, desk.baseUrl).href,
        };
        appendPackageItem(appendMessage(document, head, desk), top, desk, storyFileName);
      }),
  };
}

/** No story's guid is like it: a slug has no full stop. The version is the number of the event that made it, and rises. */
function appendPackageItem(parent: XmlParent, top: TopStories, desk: Desk, storyFileName: string): void {
  const { day, stories, latestEvent } = top;
  const item = elementIn(NAR, parent, 'packageItem', {
    guid: mintGuid(desk.agency.feedDomain ?? desk.agency.domain, day, `${GROUP}.package`),
    version: latestEvent.seq,
    standard: 'NewsML-G2',
    standardversion: '2.35',
    conformance: 'power',
    'xml:lang': desk.language,
    dir: directionOf(desk.language),
  });
  appendCatalogRefs(item, desk);
  appendRights(item, desk);
  appendItemMeta(item, top, desk);
  appendContentMeta(item, top, desk);
  const group = element(element(item, 'groupSet', { root: GROUP }), 'group', {
    id: GROUP,
    role: 'group:main',
    mode: 'pgrmod:seq',
  });
  for (const version of stories) appendItemRef(group, version, desk, storyFileName);
}

function appendRights(item: XmlElement, desk: Desk): void {
  const { holder, notice, usageTerms } = desk.rights;
  const language = textIn(desk.language, desk);
  const rightsInfo = element(item, 'rightsInfo');
  element(element(rightsInfo, 'copyrightHolder'), 'name', language, oneLine(holder));
  element(rightsInfo, 'copyrightNotice', language, notice);
  element(rightsInfo, 'usageTerms', language, usageTerms);
}

function appendItemMeta(item: XmlElement, { day, latestEvent }: TopStories, desk: Desk): void {
  const meta = element(item, 'itemMeta');
  element(meta, 'itemClass', { qcode: 'ninat:composite' });
  appendProvider(meta, desk);
  element(meta, 'versionCreated', {}, toInstant(new Date(latestEvent.committedAt)));
  element(meta, 'firstCreated', {}, instantOf({ date: day }, desk.timeZone));
  element(meta, 'pubStatus', { qcode: 'stat:usable' });
  element(meta, 'generator', { versioninfo: desk.generator.version }, oneLine(desk.generator.name));
  element(meta, 'profile', {}, PROFILE);
  const service = element(meta, 'service', { qcode: serviceQcode(MAIN_SERVICE.code) });
  element(service, 'name', textIn('en', desk), MAIN_SERVICE.name);
  element(meta, 'title', textIn(desk.language, desk), GROUP);
}

function appendContentMeta(item: XmlElement, { day, stories }: TopStories, desk: Desk): void {
  const words = pageWords(desk.language);
  const meta = element(item, 'contentMeta');
  element(meta, 'urgency', {}, String(Math.min(...stories.map(({ story }) => story.urgency))));
  element(meta, 'language', { tag: desk.language });
  element(meta, 'headline', textIn(words.language, desk), `${words.topStories} – ${dayOf(day, words.language)}`);
}

/** With what tells whether to fetch it: Superdesk crashes on one without contenttype or itemClass. */
function appendItemRef(group: XmlElement, version: StoryVersion, desk: Desk, storyFileName: string): void {
  const { guid, slug, pubStatus, story } = version;
  const itemRef = element(group, 'itemRef', {
    residref: guid,
    version: version.version,
    contenttype: 'application/vnd.iptc.g2.newsitem+xml',
    href: storyDocumentUrl(slug, storyFileName, desk),
  });
  element(itemRef, 'itemClass', { qcode: 'ninat:text' });
  appendProvider(itemRef, desk);
  element(itemRef, 'versionCreated', {}, version.versionCreated);
  element(itemRef, 'pubStatus', { qcode: `stat:${pubStatus}` });
  element(itemRef, 'headline', textIn(story.language, desk), story.headline);
}

function appendProvider(parent: XmlElement, desk: Desk): void {
  const provider = element(parent, 'provider', { uri: desk.agency.url });
  element(provider, 'name', textIn(desk.language, desk), oneLine(desk.agency.name));
}
