/** The fields of a newsItem, in the ways in which agencies write them. */
import { describe, expect, it } from 'vitest';

import type { Story } from '../../../src/story/story.ts';
import { newsItem, onlyStory, readItems, said } from '../items/items.ts';

function storyOf(parts: Parameters<typeof newsItem>[0]): Story {
  return onlyStory(readItems('a.xml', newsItem(parts))).story;
}

const HEADLINE = '<headline>Rain expected</headline>';

describe('contentMeta', () => {
  it.each([
    [
      '<located><name>Tripoli</name><broader qcode="iso3166-1a2:LY"><name>Libya</name></broader></located>',
      { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } },
    ],
    [
      '<located><name>Tripoli</name><broader qcode="iso3166-1a3:LBY"><name>Libya</name></broader></located>',
      { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } },
    ],
    [
      '<located><name>Tripoli</name><broader uri="http://cvx.iptc.org/iso3166-1a2/ly"/></located>',
      { name: 'Tripoli', country: { code: 'LY', name: 'LY' } },
    ],
    [
      '<located><name>Tours</name><broader><name>Centre</name><broader><name>France</name></broader></broader></located>',
      { name: 'Tours', country: { code: 'FR', name: 'France' } },
    ],
    [
      '<located qcode="iso3166-1a2:SN"><name>Senegal</name></located>',
      { name: 'Senegal', country: { code: 'SN', name: 'Senegal' } },
    ],
    // A place that is called as a country is need not be one.
    ['<located><name>Georgia</name></located>', { name: 'Georgia' }],
    ['<located literal="Rome"/>', { name: 'Rome' }],
    ['<located qcode="city:x"/>', undefined],
  ])('%s', (located, place) => {
    expect(storyOf({ contentMeta: HEADLINE + located }).dateline?.place).toEqual(place);
  });

  it.each([
    ['<subject qcode="medtop:16000000"/><subject qcode="subj:16000000"/>', ['medtop:16000000']],
    ['<subject qcode="subj:16000000"/>', ['subj:16000000']],
    ['<subject uri="https://cv.iptc.org/newscodes/mediatopic/20000418"/>', ['medtop:20000418']],
    ['<subject qcode="medtop:rain"/><subject qcode="N2:WEA"/><subject literal="x"/><subject qcode=":1"/>', []],
    ['<subject qcode="medtop:16000000"/><subject qcode="medtop:16000000"/>', ['medtop:16000000']],
  ])('%s', (subject, expected) => {
    const { subjects } = storyOf({ contentMeta: HEADLINE + subject });
    expect(subjects.map(({ scheme, code }) => `${scheme}:${code}`)).toEqual(expected);
  });

  it('takes an alias for what the item itself says that it is', () => {
    const text = newsItem({
      contentMeta: `${HEADLINE}<subject qcode="subj:16000000"/><subject qcode="mt:20000418"/>`,
    }).replace(
      '<itemMeta>',
      '<catalog><scheme alias="subj" uri="http://cv.example.com/subjects/"/><scheme alias="mt" uri="http://cv.iptc.org/newscodes/mediatopic/"/></catalog><itemMeta>',
    );
    expect(onlyStory(readItems('a.xml', text)).story.subjects).toEqual([{ scheme: 'medtop', code: '20000418' }]);
  });

  it.each([
    ['<headline role="hld:subHeadline">Sub</headline><headline>Main</headline>', 'Main'],
    ['<headline xml:lang="fr">Pluie</headline><headline xml:lang="en">Rain</headline>', 'Rain'],
    ['<headline>  UPDATE 2-Rain\n      expected </headline>', 'UPDATE 2-Rain expected'],
    ['<headline/>', 'From the item'],
  ])('%s', (headline, expected) => {
    const itemMeta = '<itemClass qcode="ninat:text"/><title>From the item</title>';
    expect(storyOf({ contentMeta: headline, itemMeta }).headline).toBe(expected);
  });

  it('takes language, genre, credit and names from where they may stand', () => {
    const story = storyOf({
      attributes: 'guid="a:bcd" xml:lang="en_GB"',
      contentMeta: `${HEADLINE}<language tag="fr_sn"/><genre qcode="genre:Press%20Review"/><by/>
        <creator type="cpnat:person"><name>A. Writer</name></creator><creator type="cpnat:person"><name>B. Writer</name></creator>
        <contributor literal="VAO"><name>V. A. Onymous</name></contributor><contributor><name>Somebody</name></contributor>`,
    });
    expect(story).toMatchObject({
      language: 'fr-SN',
      genre: 'Press Review',
      byline: 'A. Writer, B. Writer',
      signOff: { text: 'VAO', initials: ['VAO'] },
    });
  });

  it('says what it could not use', () => {
    const contentMeta = `${HEADLINE}<urgency>0</urgency><contentCreated>yesterday</contentCreated><language tag="klingonese"/>`;
    expect(said(readItems('a.xml', newsItem({ contentMeta, attributes: 'guid="a:bcd" version="1.1"' })))).toEqual([
      'stories/a.xml:1:1: warning: the version "1.1" is not used: it is not a whole number',
      'stories/a.xml:3:48: warning: urgency is not used: "0" is not a number from 1 (flash) to 9',
      'stories/a.xml:3:68: warning: contentCreated is not used: "yesterday" is not a date and time with its zone',
      `stories/a.xml:3:110: warning: the language "klingonese" is not known (BCP 47): the desk's is taken`,
    ]);
  });
});

describe('the dateline', () => {
  it.each([
    ['usable', 'TUNIS (PANA) - Talks begin.', 'TUNIS (PANA) -'],
    ['canceled', 'This Story (PANA) - it must not be used.', undefined],
  ])('of what is %s: %s', (status, text, dateline) => {
    const itemMeta = `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:${status}"/>`;
    const contentSet = `<inlineXML><p>${text}</p></inlineXML>`;
    expect(storyOf({ itemMeta, contentSet }).dateline?.text).toBe(dateline);
  });
});

describe('whose story it is', () => {
  it('stays another agency’s, in name, credit and rights', () => {
    const itemMeta =
      '<itemClass qcode="ninat:text"/><provider literal="AFP"><name>Agence France-Presse</name></provider>';
    expect(storyOf({ itemMeta })).toMatchObject({
      agencyLine: 'Agence France-Presse',
      signOff: { text: 'AFP', agency: 'AFP' },
      rights: { holder: 'Agence France-Presse', notice: '© Agence France-Presse' },
    });
  });

  it('is the desk’s own where it says so, or says nothing', () => {
    const own = '<itemClass qcode="ninat:text"/><provider><name>PANAFRICAN News Agency</name></provider>';
    for (const story of [storyOf({}), storyOf({ itemMeta: own })]) {
      expect([story.agencyLine, story.signOff, story.rights]).toEqual([undefined, undefined, undefined]);
    }
  });
});

describe('contentSet', () => {
  it.each<[string, readonly string[]]>([
    ['<inlineXML><html><body>Bare text\n of a page</body></html></inlineXML>', ['Bare text of a page']],
    ['<inlineXML/><inlineXML><p>The second has it</p></inlineXML>', ['The second has it']],
    ['<inlineData contenttype="text/plain">One\n\nTwo</inlineData>', ['One', 'Two']],
    [
      '<inlineData contenttype="text/html">&lt;p>One&lt;/p>&lt;p>T&amp;eacute;l&amp;eacute;</inlineData>',
      ['One', 'Télé'],
    ],
    [
      '<inlineData contenttype="text/plain"><![CDATA[ <p>Called text, is HTML</p>]]></inlineData>',
      ['Called text, is HTML'],
    ],
    ['<inlineData contenttype="text/plain">5 &lt; 6 &lt;p></inlineData>', ['5 < 6 <p>']],
    [
      '<inlineXML><nitf><head><title>no</title></head><body><body.head><byline>no</byline></body.head><body.content><block><p>Yes</p></block></body.content><body.end><tagline>End</tagline></body.end></body></nitf></inlineXML>',
      ['Yes', 'End'],
    ],
  ])('%s', (contentSet, body) => {
    expect(storyOf({ contentSet }).body).toEqual(body);
  });

  it.each([
    ['', 'has no text'],
    ['<remoteContent href="https://example.com/"/>', 'has its text elsewhere (remoteContent)'],
    ['<inlineData encoding="base64">UmFpbg==</inlineData>', 'has no text'],
  ])('without a text to publish: %s', (contentSet, expected) => {
    expect(said(readItems('a.xml', newsItem({ contentSet })))[0]).toContain(expected);
  });
});

describe('XML that is no story', () => {
  it.each([
    [
      '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:b"/>',
      'this is a package of items (packageItem)',
    ],
    ['<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', 'this is a vocabulary (knowledgeItem)'],
    ['<nitf><body/></nitf>', 'this is NITF'],
    ['<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf/>', 'this is NITF'],
    [
      '<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "x"><NewsML/>',
      'this is NewsML 1, the standard before NewsML-G2',
    ],
    ['<rss version="2.0"><channel/></rss>', 'this is an RSS feed'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"/>', 'this is an Atom feed'],
    ['<x:root xmlns:x="urn:x"/>', 'this is XML that begins with <root>'],
    ['<partMeta xmlns="http://iptc.org/std/nar/2006-10-01/"/>', 'this is NewsML-G2 that begins with <partMeta>'],
    ['<newsMessage><itemSet><packageItem/></itemSet></newsMessage>', 'there is no story in this newsMessage'],
    [newsItem({ itemMeta: '<itemClass qcode="ninat:picture"/>' }), 'a newsItem of class picture is left out'],
    [newsItem({ itemMeta: '<itemClass qcode="icls:composite"/>' }), 'a newsItem of class composite is left out'],
  ])('%s', (content, expected) => {
    const readings = readItems('a.xml', content);
    expect(readings.some(({ ok }) => ok)).toBe(false);
    expect(said(readings).join('\n')).toContain(expected);
  });
});
