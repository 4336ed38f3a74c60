/** Pictures that come with a text in a package, as agencies send them who link none. */
import { describe, expect, it } from 'vitest';

import { newsItem, onlyStory, readItems, said } from '../items/items.ts';

const TEXT = 'urn:newsml:example.com:20261124:rain';
const OTHER_TEXT = 'urn:newsml:example.com:20261124:sun';
const PICTURE = 'tag:example.com,2026:1';
const SECOND_PICTURE = 'tag:example.com,2026:2';

const PICTURE_META = '<itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/>';

function text(guid = TEXT, links = ''): string {
  return newsItem({
    attributes: `guid="${guid}" version="1" xml:lang="en"`,
    itemMeta: `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/>${links}`,
  });
}

function picture(guid = PICTURE, { itemMeta = PICTURE_META, contentSet = remote(guid) } = {}): string {
  return newsItem({
    attributes: `guid="${guid}" version="1"`,
    itemMeta,
    contentMeta: `<by>Aminata Diallo</by><headline>Rain</headline>
<description role="drol:caption">A street under water</description><creditline>AB</creditline>`,
    contentSet,
  }).replace('<itemMeta>', '<rightsInfo><copyrightNotice>© AB</copyrightNotice></rightsInfo><itemMeta>');
}

function addressOf(guid: string): string {
  return `https://pictures.example.com/${guid.at(-1)}.jpg`;
}

function remote(guid: string): string {
  return `<remoteContent rendition="rnd:thumbnail" href="https://pictures.example.com/small.jpg" contenttype="image/jpeg" width="100" height="80"/>
<remoteContent rendition="rnd:highRes" href="${addressOf(guid)}" contenttype="image/jpeg" size="21000" width="900" height="600"/>`;
}

function packageOf(...members: readonly string[]): string {
  const refs = members.map((member) => (member.startsWith('<') ? member : `<itemRef residref="${member}"/>`));
  return `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:example.com,2026:p" version="1">
<itemMeta><itemClass qcode="ninat:composite"/><pubStatus qcode="stat:usable"/></itemMeta>
<groupSet root="g"><group id="g" role="group:main">${refs.join('')}</group></groupSet></packageItem>`;
}

function message(...items: readonly string[]): string {
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${items.join('\n')}</itemSet></newsMessage>`;
}

describe('a package with one text', () => {
  it('gives it the pictures beside it, with their words and the largest of their renditions', () => {
    const read = onlyStory(
      readItems('a.xml', message(text(), picture(), picture(SECOND_PICTURE), packageOf(TEXT, PICTURE, SECOND_PICTURE))),
    );
    expect(read.warnings).toEqual([]);
    expect(read.story.pictures).toEqual([
      {
        href: addressOf(PICTURE),
        contentType: 'image/jpeg',
        bytes: 21_000,
        width: 900,
        height: 600,
        headline: 'Rain',
        caption: 'A street under water',
        byline: 'Aminata Diallo',
        creditLine: 'AB',
        copyrightNotice: '© AB',
      },
      expect.objectContaining({ href: addressOf(SECOND_PICTURE) }),
    ]);
  });

  it('adds to those that the text links to, each once', () => {
    const link = `<link residref="${SECOND_PICTURE}" href="${addressOf(SECOND_PICTURE)}"><itemClass qcode="ninat:picture"/></link>`;
    const items = [text(TEXT, link), picture(), picture(SECOND_PICTURE), packageOf(TEXT, PICTURE, SECOND_PICTURE)];
    const { story, warnings } = onlyStory(readItems('a.xml', message(...items)));
    expect(warnings).toEqual([]);
    expect(story.pictures?.map((each) => 'href' in each && each.href)).toEqual([
      addressOf(SECOND_PICTURE),
      addressOf(PICTURE),
    ]);
  });
});

describe('a picture in a package is named, and left out,', () => {
  it.each([
    ['where there are two texts', [text(), text(OTHER_TEXT), picture(), packageOf(TEXT, OTHER_TEXT, PICTURE)]],
    ['where another text is elsewhere', [text(), picture(), packageOf(TEXT, OTHER_TEXT, PICTURE)]],
    [
      'where its file is at no address',
      [text(), picture(PICTURE, { contentSet: '<remoteContent href="a.jpg"/>' }), packageOf(TEXT, PICTURE)],
    ],
    [
      'where it is under an embargo of its own',
      [
        text(),
        picture(PICTURE, { itemMeta: `${PICTURE_META}<embargoed>2036-01-01T00:00:00Z</embargoed>` }),
        packageOf(TEXT, PICTURE),
      ],
    ],
    ['where no package holds it', [text(), picture()]],
  ])('%s', (_, items) => {
    const readings = readItems('a.xml', message(...items));
    expect(readings.map((each) => each.ok && each.story.pictures)).toEqual(readings.map(() => undefined));
    expect(said(readings).join('\n')).toContain('a newsItem of class picture is left out');
  });

  it('or passed over where it was withdrawn', () => {
    const withdrawn = picture(PICTURE, { itemMeta: PICTURE_META.replace('usable', 'canceled') });
    const readings = readItems('a.xml', message(text(), withdrawn, packageOf(TEXT, PICTURE)));
    expect(onlyStory(readings).story).not.toHaveProperty('pictures');
  });

  it('as is a package that brings nothing; what is elsewhere and is no text does not matter', () => {
    const elsewhere = '<itemRef residref="tag:example.com,2026:9"><itemClass qcode="ninat:video"/></itemRef>';
    const { story } = onlyStory(readItems('a.xml', message(text(), picture(), packageOf(TEXT, PICTURE, elsewhere))));
    expect(story.pictures).toHaveLength(1);
    expect(said(readItems('a.xml', message(text(), packageOf(TEXT)))).join('\n')).toContain('a package of items');
  });
});
