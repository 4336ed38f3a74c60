/** A picture that its maker holds back for longer than its text must not come out with that. */
import { describe, expect, it } from 'vitest';

import { newsItem, ninjsObject, onlyStory, readItems, said } from './items.ts';

const LATER = '2036-01-02T00:00:00Z';
const EARLIER = '2036-01-01T00:00:00Z';
const ADDRESS = 'https://a.example/rain.jpg';

type Terms = { readonly pubStatus?: string; readonly embargoed?: string; readonly versionCreated?: string };

function ninjsTerms({ pubStatus, embargoed, versionCreated }: Terms): object {
  return {
    ...(pubStatus !== undefined && { pubstatus: pubStatus }),
    ...(embargoed !== undefined && { embargoed }),
    ...(versionCreated !== undefined && { versioncreated: versionCreated }),
  };
}

function asNinjs(text: Terms, picture: Terms): string {
  const renditions = { original: { href: ADDRESS, mimetype: 'image/jpeg' } };
  const rain = { uri: 'urn:picture:1', type: 'picture', renditions, ...ninjsTerms(picture) };
  return ninjsObject({ ...ninjsTerms(text), associations: { rain } });
}

function meta(itemClass: string, { pubStatus = 'usable', embargoed, versionCreated }: Terms): string {
  const created = versionCreated === undefined ? '' : `<versionCreated>${versionCreated}</versionCreated>`;
  const embargo = embargoed === undefined ? '' : `<embargoed>${embargoed}</embargoed>`;
  return `<itemClass qcode="ninat:${itemClass}"/><pubStatus qcode="stat:${pubStatus}"/>${created}${embargo}`;
}

const CONTENT = `<remoteContent href="${ADDRESS}" contenttype="image/jpeg"/>`;

function pictureItem(terms: Terms): string {
  const attributes = 'guid="tag:a.example,2026:1" version="1"';
  return newsItem({ attributes, itemMeta: meta('picture', terms), contentMeta: '', contentSet: CONTENT });
}

function message(...items: readonly string[]): string {
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${items.join('')}</itemSet></newsMessage>`;
}

function asLink(text: Terms, picture: Terms): string {
  const link = `<link residref="tag:a.example,2026:1"><itemClass qcode="ninat:picture"/>${CONTENT}</link>`;
  return message(newsItem({ itemMeta: meta('text', text) + link }), pictureItem(picture));
}

/** A link may repeat what its target says of itself. */
function asLinkThatSaysSo(text: Terms, picture: Terms): string {
  return newsItem({ itemMeta: `${meta('text', text)}<link>${meta('picture', picture)}${CONTENT}</link>` });
}

function asPackage(text: Terms, picture: Terms): string {
  const refs = ['urn:newsml:example.com:20261124:rain', 'tag:a.example,2026:1'].map(
    (id) => `<itemRef residref="${id}"/>`,
  );
  const group = `<groupSet root="g"><group id="g" role="group:main">${refs.join('')}</group></groupSet>`;
  const itemMeta = `<itemMeta>${meta('composite', {})}</itemMeta>`;
  return message(
    newsItem({ itemMeta: meta('text', text) }),
    pictureItem(picture),
    `<packageItem guid="tag:a.example,2026:p" version="1">${itemMeta}${group}</packageItem>`,
  );
}

describe.each([
  ['ninjs', 'a.json', asNinjs],
  ['a link of NewsML-G2 to an item', 'a.xml', asLink],
  ['a link of NewsML-G2', 'a.xml', asLinkThatSaysSo],
  ['a package of NewsML-G2', 'a.xml', asPackage],
])('a picture by %s', (_, name, fileOf) => {
  it.each<[string, Terms, Terms]>([
    ['is under an embargo, and its text is not', {}, { embargoed: LATER }],
    ['is under a longer embargo than its text', { embargoed: EARLIER }, { embargoed: LATER }],
    ['is under an embargo that nobody understands', {}, { embargoed: 'soon' }],
    ['is withheld', {}, { pubStatus: 'withheld' }],
    ['is canceled', {}, { pubStatus: 'canceled' }],
    ['is of a status that nobody knows', {}, { pubStatus: 'resting' }],
  ])('that %s is left out', (__, text, picture) => {
    const readings = readItems(name, fileOf(text, picture));
    expect(onlyStory(readings).story).not.toHaveProperty('pictures');
    // What was withdrawn in a message of its own is not worth a word.
    if (picture.pubStatus === undefined) expect(said(readings).join('\n')).toMatch(/left out/);
  });

  it.each<[string, Terms, Terms]>([
    ['of which nothing is said', {}, {}],
    ['that is under the embargo of its text', { embargoed: LATER }, { embargoed: LATER }],
    ['whose embargo ends before that of its text', { embargoed: LATER }, { embargoed: EARLIER }],
    ['whose embargo was over when its text was made', { versionCreated: LATER }, { embargoed: EARLIER }],
    ['that is withheld as its text is', { pubStatus: 'withheld', embargoed: LATER }, { pubStatus: 'withheld' }],
  ])('%s comes with it', (__, text, picture) => {
    const { story } = onlyStory(readItems(name, fileOf(text, picture)));
    expect(story.pictures).toMatchObject([{ href: ADDRESS }]);
  });
});
