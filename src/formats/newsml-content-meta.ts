/** contentMeta: what the content is about and who made it. First the administrative block, then the descriptive one. */
import type { Desk } from '../story/desk.ts';
import type { Place, Story, StoryVersion, Subject } from '../story/story.ts';
import { creatorOf, type Party, sourceOf } from './credits.ts';
import { summaryOf } from './feed-item.ts';
import { contentCreatedOf } from './item-dates.ts';
import { PLACE_TYPE, SOURCE_ROLE, SUBHEADLINE_ROLE } from './newsml-catalog.ts';
import { oneLine, textIn } from './newsml-text.ts';
import { broaderTopics, genreCode, subjectsOf } from './subjects.ts';
import { creditLineOf, sluglineOf } from './text.ts';
import { element, type XmlElement } from './xml-tree.ts';

export function appendContentMeta(item: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const meta = element(item, 'contentMeta');
  element(meta, 'urgency', {}, String(story.urgency));
  const created = contentCreatedOf(version, desk);
  if (created !== undefined) element(meta, 'contentCreated', {}, created);
  const place = story.dateline?.place;
  if (place !== undefined) appendPlace(element(meta, 'located', { type: 'cpnat:geoArea' }), place, story);
  appendParties(meta, story, desk);
  appendClassification(meta, story);
  appendWords(meta, version, desk);
}

function appendParties(meta: XmlElement, story: Story, desk: Desk): void {
  const source = sourceOf(story, desk);
  const creator = creatorOf(story, desk);
  appendParty(element(meta, 'infoSource', { role: SOURCE_ROLE, ...partyAttributes(source) }), source);
  appendParty(element(meta, 'creator', partyAttributes(creator)), creator);
  for (const initials of story.signOff?.initials ?? []) {
    const contributor: Party = { name: initials, kind: 'person', mark: initials };
    appendParty(element(meta, 'contributor', partyAttributes(contributor)), contributor);
  }
}

function partyAttributes({ uri, mark, kind }: Party): Record<string, string | undefined> {
  return { uri, literal: mark === undefined ? undefined : oneLine(mark), type: `cpnat:${kind}` };
}

/** A name in no language: it is a name. */
function appendParty(party: XmlElement, { name }: Party): void {
  element(party, 'name', {}, oneLine(name));
}

function appendPlace(parent: XmlElement, { name, country }: Place, story: Story): void {
  element(parent, 'name', textIn(story.language, story), oneLine(name));
  if (country === undefined) return;
  const broader = element(parent, 'broader', { qcode: `iso3166-1a2:${country.code}`, type: 'cpnat:geoArea' });
  element(broader, 'name', textIn(story.language, story), oneLine(country.name));
}

function appendClassification(meta: XmlElement, story: Story): void {
  element(meta, 'language', { tag: story.language });
  if (story.genre) {
    const genre = element(meta, 'genre', { qcode: `genre:${genreCode(story.genre)}` });
    // Superdesk reads the genre by its English name.
    element(genre, 'name', textIn('en', story), oneLine(story.genre));
  }
  for (const keyword of story.keywords) element(meta, 'keyword', textIn(story.language, story), oneLine(keyword));
  for (const { scheme, code, names } of subjectsOf(story)) {
    const subject = element(meta, 'subject', { type: 'cpnat:abstract', qcode: `${scheme}:${code}` });
    for (const { language, text } of names) element(subject, 'name', textIn(language, story), text);
    appendBroader(subject, { scheme, code }, story);
  }
  const place = story.dateline?.place;
  if (place !== undefined) appendPlace(element(meta, 'subject', { type: PLACE_TYPE }), place, story);
}

/** The topics above it, the next first: a receiver without the vocabulary can file climate under environment. */
function appendBroader(subject: XmlElement, { scheme, code }: Subject, story: Story): void {
  for (const each of broaderTopics({ scheme, code }, story.language)) {
    const broader = element(subject, 'broader', { qcode: `medtop:${each.code}`, type: 'cpnat:abstract' });
    for (const { language, text } of each.names) element(broader, 'name', textIn(language, story), text);
  }
}

function appendWords(meta: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const slugline = sluglineOf(version);
  const language = textIn(story.language, story);
  const separator = /[-/]/.exec(slugline)?.[0];
  element(meta, 'slugline', { separator, ...language }, oneLine(slugline));
  // Whoever reads one headline reads the first.
  element(meta, 'headline', language, story.headline);
  for (const headline of story.subheadlines ?? []) {
    element(meta, 'headline', { role: SUBHEADLINE_ROLE, ...language }, headline);
  }
  if (story.dateline !== undefined) element(meta, 'dateline', language, story.dateline.text);
  if (story.byline !== undefined) element(meta, 'by', language, story.byline);
  element(meta, 'creditline', language, oneLine(creditLineOf(story, desk)));
  element(meta, 'description', { role: 'drol:summary', ...language }, summaryOf(story));
}
