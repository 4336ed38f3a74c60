/**
 * Pictures in NewsML-G2. The text leads to each by a link with what is to be known of it (hints, as the guidelines call
 * the properties of a link's target); in a message of its own the pictures are items beside it, held together by a
 * package.
 */
import type { Desk } from '../story/desk.ts';
import type { FormerPicture } from '../story/picture.ts';
import type { PubStatus, StoryVersion } from '../story/story.ts';
import { appendContentSet } from './newsml-content-set.ts';
import { appendCatalogRefs, NAR } from './newsml-catalog.ts';
import { oneLine, textIn } from './newsml-text.ts';
import { pictureGuid, picturesOf, pictureUrl, type ShownPicture, takenAt } from './pictures.ts';
import { creditLineOf, directionOf, rightsOf, sluglineOf } from './text.ts';
import { element, elementIn, type XmlElement } from './xml-tree.ts';

const ITEM_TYPE = 'application/vnd.iptc.g2.newsitem+xml';
const GROUP = 'story';

/** The structures of our items of pictures and of their packages. */
const PICTURE_PROFILE = 'wiredesk-picture';
const PACKAGE_PROFILE = 'wiredesk-story';

/** In the text's itemMeta, where links stand. */
export function appendPictureLinks(meta: XmlElement, version: StoryVersion, desk: Desk): void {
  for (const picture of picturesOf(version, desk)) {
    const link = element(meta, 'link', {
      rel: 'irel:seeAlso',
      residref: pictureGuid(version, picture.url),
      href: picture.url,
      contenttype: picture.contentType,
      size: picture.bytes,
    });
    element(link, 'itemClass', { qcode: 'ninat:picture' });
    if (picture.copyrightNotice !== undefined) {
      element(link, 'copyrightNotice', textIn(version.story.language, version.story), picture.copyrightNotice);
    }
    appendWords(link, picture, version);
    appendRemoteContent(link, picture);
  }
}

/** After the text's own item, in a message about this story alone. */
export function appendPictureItems(itemSet: XmlElement, version: StoryVersion, desk: Desk): void {
  const pictures = picturesOf(version, desk);
  const { formerPictures = [] } = version;
  for (const picture of pictures) appendPictureItem(itemSet, picture, version, desk);
  for (const picture of formerPictures) appendFormerPicture(itemSet, picture, version, desk);
  if (pictures.length + formerPictures.length > 0) appendPackage(itemSet, pictures, version, desk);
}

/** A picture that a receiver may have, and that has gone with its story or from it. As with a text, the words say so. */
function appendFormerPicture(itemSet: XmlElement, picture: FormerPicture, version: StoryVersion, desk: Desk): void {
  const { story, slug, pubStatus } = version;
  const item = startItem(itemSet, 'newsItem', pictureGuid(version, pictureUrl(picture, slug, desk)), version);
  appendCatalogRefs(item, desk);
  appendRights(item, {}, version, desk);
  const status = pubStatus === 'withheld' ? 'withheld' : 'canceled';
  appendItemMeta(item, { itemClass: 'ninat:picture', profile: PICTURE_PROFILE, status }, version, desk);
  element(element(item, 'contentMeta'), 'urgency', {}, String(story.urgency));
  appendContentSet(item, story);
}

function appendPictureItem(itemSet: XmlElement, picture: ShownPicture, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const item = startItem(itemSet, 'newsItem', pictureGuid(version, picture.url), version);
  appendCatalogRefs(item, desk);
  appendRights(item, picture, version, desk);
  appendItemMeta(item, { itemClass: 'ninat:picture', profile: PICTURE_PROFILE }, version, desk);
  const meta = element(item, 'contentMeta');
  element(meta, 'urgency', {}, String(story.urgency));
  appendWords(meta, { creditLine: creditLineOf(story, desk), ...picture }, version);
  appendRemoteContent(element(item, 'contentSet'), picture);
}

function appendPackage(
  itemSet: XmlElement,
  pictures: readonly ShownPicture[],
  version: StoryVersion,
  desk: Desk,
): void {
  const { guid, story } = version;
  const item = startItem(itemSet, 'packageItem', `${guid}.package`, version);
  appendCatalogRefs(item, desk);
  appendItemMeta(item, { itemClass: 'ninat:composite', profile: PACKAGE_PROFILE }, version, desk);
  const meta = element(item, 'contentMeta');
  element(meta, 'urgency', {}, String(story.urgency));
  element(meta, 'headline', textIn(story.language, story), story.headline);
  const groups = element(item, 'groupSet', { root: GROUP });
  const group = element(groups, 'group', { id: GROUP, role: 'group:main' });
  appendItemRef(group, { guid, itemClass: 'ninat:text', headline: story.headline }, version, desk);
  for (const picture of pictures) {
    const headline = picture.headline ?? picture.caption ?? story.headline;
    appendItemRef(
      group,
      { guid: pictureGuid(version, picture.url), itemClass: 'ninat:picture', headline },
      version,
      desk,
    );
  }
}

function startItem(itemSet: XmlElement, name: string, guid: string, { version, story }: StoryVersion): XmlElement {
  return elementIn(NAR, itemSet, name, {
    guid,
    version,
    standard: 'NewsML-G2',
    standardversion: '2.35',
    conformance: 'power',
    'xml:lang': story.language,
    dir: directionOf(story.language),
  });
}

function appendRights(
  item: XmlElement,
  picture: Pick<ShownPicture, 'copyrightNotice'>,
  { story }: StoryVersion,
  desk: Desk,
): void {
  const { notice, usageTerms } = rightsOf(story, desk);
  const rightsInfo = element(item, 'rightsInfo');
  const language = textIn(story.language, story);
  element(rightsInfo, 'copyrightNotice', language, picture.copyrightNotice ?? notice);
  element(rightsInfo, 'usageTerms', language, usageTerms);
}

type Kind = {
  readonly itemClass: string;
  readonly profile: string;
  /** The version's where absent. */
  readonly status?: PubStatus;
};

function appendItemMeta(item: XmlElement, kind: Kind, version: StoryVersion, desk: Desk): void {
  const { itemClass, profile, status = version.pubStatus } = kind;
  const { story } = version;
  const meta = element(item, 'itemMeta');
  element(meta, 'itemClass', { qcode: itemClass });
  appendProvider(meta, version, desk);
  element(meta, 'versionCreated', {}, version.versionCreated);
  element(meta, 'firstCreated', {}, version.firstCreated);
  element(meta, 'pubStatus', { qcode: `stat:${status}` });
  element(meta, 'generator', { versioninfo: desk.generator.version }, oneLine(desk.generator.name));
  element(meta, 'profile', {}, profile);
  element(meta, 'title', textIn(story.language, story), sluglineOf(version));
}

/** In the order in which contentMeta wants them. */
function appendWords(meta: XmlElement, picture: ShownPicture, { story }: StoryVersion): void {
  const language = textIn(story.language, story);
  const created = takenAt(picture);
  if (created !== undefined) element(meta, 'contentCreated', {}, created);
  if (picture.byline !== undefined) {
    element(element(meta, 'creator', { type: 'cpnat:person' }), 'name', {}, oneLine(picture.byline));
  }
  if (picture.headline !== undefined) element(meta, 'headline', language, picture.headline);
  if (picture.creditLine !== undefined) element(meta, 'creditline', language, oneLine(picture.creditLine));
  if (picture.caption !== undefined) {
    element(meta, 'description', { role: 'drol:caption', ...language }, picture.caption);
  }
  if (picture.altText !== undefined) {
    element(meta, 'description', { role: ALT_TEXT_ROLE, ...language }, picture.altText);
  }
}

/** IPTC's catalog has no role for it. */
const ALT_TEXT_ROLE = 'descRole:altText';

function appendRemoteContent(parent: XmlElement, picture: ShownPicture): void {
  element(parent, 'remoteContent', {
    rendition: 'rnd:highRes',
    href: picture.url,
    contenttype: picture.contentType,
    size: picture.bytes,
    width: picture.width,
    height: picture.height,
  });
}

type Target = { readonly guid: string; readonly itemClass: string; readonly headline: string };

/** With what tells whether to fetch it: Superdesk crashes on one without contenttype or itemClass. */
function appendItemRef(
  group: XmlElement,
  { guid, itemClass, headline }: Target,
  version: StoryVersion,
  desk: Desk,
): void {
  const itemRef = element(group, 'itemRef', { residref: guid, version: version.version, contenttype: ITEM_TYPE });
  element(itemRef, 'itemClass', { qcode: itemClass });
  appendProvider(itemRef, version, desk);
  element(itemRef, 'pubStatus', { qcode: `stat:${version.pubStatus}` });
  element(itemRef, 'headline', textIn(version.story.language, version.story), headline);
}

function appendProvider(parent: XmlElement, { story }: StoryVersion, desk: Desk): void {
  const provider = element(parent, 'provider', { uri: desk.agency.url });
  element(provider, 'name', textIn(desk.language, story), oneLine(desk.agency.name));
}
