/** What an item says of itself: which story it is, and whether it may be used. */
import { describe, expect, it } from 'vitest';

import { newsItem, ninjsObject, onlyStory, readItems, said } from './items.ts';

const META = '<itemClass qcode="ninat:text"/>';

describe('the guid of an item', () => {
  it.each([
    ['urn:newsml:afp.com:20261124:TX-PAR-ABC12', 'urn:newsml:afp.com:20261124:TX-PAR-ABC12', 'tx-par-abc12'],
    [
      'tag:reuters.com,2018:newsml_MTZXEE13ZXCZES',
      'tag:reuters.com,2018:newsml_MTZXEE13ZXCZES',
      'newsml-mtzxee13zxczes',
    ],
    ['http://tt.se/media/text/260110-rain.1234', 'http://tt.se/media/text/260110-rain.1234', '260110-rain-1234'],
    [
      '6BA7B811-9DAD-11D1-80B4-00C04FD430C8',
      'urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8',
      '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
    ],
    // As Python's uuid.uuid5(NAMESPACE_URL, 'Panafrican News Agency/BD-20160112123540') has it.
    ['BD-20160112123540', 'urn:uuid:d320fe8d-94ab-5e3d-8102-fe32193b11a6', 'bd-20160112123540'],
    ['a guid: with blanks', expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/), 'with-blanks'],
    [`urn:x:${'y'.repeat(600)}`, expect.stringMatching(/^urn:uuid:/), 'y'.repeat(80)],
    ['urn:x:é', expect.stringMatching(/^urn:uuid:/), undefined],
  ])('%s', (written, guid, slug) => {
    for (const readings of [
      readItems('a.json', ninjsObject({ uri: written })),
      readItems('a.xml', newsItem({ attributes: `guid="${written}" version="1"` })),
    ]) {
      expect(onlyStory(readings).item).toMatchObject({ guid, ...(slug !== undefined && { slug }) });
      expect(onlyStory(readings).item?.slug).toBe(slug);
    }
  });

  it('is the same for every version, and another for another maker', () => {
    const guids = [
      { uri: '7', version: '1', source: 'AFP' },
      { uri: '7', version: '2', source: 'AFP' },
      { uri: '7', version: '1', source: 'AP' },
    ].map((fields) => onlyStory(readItems('a.json', ninjsObject(fields))).item?.guid);
    expect(guids[0]).toBe(guids[1]);
    expect(guids[0]).not.toBe(guids[2]);
  });

  it('may be missing: then the story is known by its file, unless it lies there with others', () => {
    const one = JSON.parse(ninjsObject());
    delete one.uri;
    expect(onlyStory(readItems('a.json', JSON.stringify(one))).item).toBeUndefined();
    expect(said(readItems('a.json', JSON.stringify([one, JSON.parse(ninjsObject())])))).toEqual([
      'stories/a.json:1:2: has no guid (in ninjs: uri), and is one of several in its file: it cannot be told which story it is',
    ]);
  });

  it('must be there for a kill', () => {
    expect(
      said(readItems('a.xml', newsItem({ attributes: '', itemMeta: '<pubStatus qcode="stat:canceled"/>' }))),
    ).toEqual(['stories/a.xml:1:1: has no guid (in ninjs: uri), and is canceled: it cannot be told which story it is']);
  });
});

describe('the status of an item', () => {
  it.each([
    ['<pubStatus qcode="stat:canceled"/>', 'canceled'],
    ['<pubStatus qcode="stat:withheld"/>', 'withheld'],
    ['<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', 'canceled'],
    ['', 'usable'],
  ])('%s is %s', (pubStatus, expected) => {
    expect(onlyStory(readItems('a.xml', newsItem({ itemMeta: META + pubStatus }))).item?.pubStatus).toBe(expected);
  });

  it.each([
    ['usable', 'usable'],
    ['cancelled', 'canceled'],
    [null, 'usable'],
  ])('in ninjs %s is %s', (pubstatus, expected) => {
    expect(onlyStory(readItems('a.json', ninjsObject({ pubstatus }))).item?.pubStatus).toBe(expected);
  });

  it('holds the story where nobody knows it', () => {
    expect(said(readItems('a.xml', newsItem({ itemMeta: `${META}\n<pubStatus qcode="stat:embargoed"/>` })))).toEqual([
      'stories/a.xml:3:1: held: the pubStatus "stat:embargoed" is not known; it may be stat:usable, stat:withheld or stat:canceled',
    ]);
    expect(said(readItems('a.json', ninjsObject({ pubstatus: 4 })))[0]).toContain(
      'held: the pubStatus that is not known',
    );
  });
});

describe('the embargo of an item', () => {
  it.each([
    ['2026-11-24T18:00:00Z', '2026-11-24T18:00:00Z'],
    ['2026-11-24T18:00:00+0100', '2026-11-24T17:00:00Z'],
    // No story goes a fraction of a second early.
    ['2026-11-24T18:00:00.001Z', '2026-11-24T18:00:01Z'],
    ['2026-11-24T18:00:00.000Z', '2026-11-24T18:00:00Z'],
  ])('%s', (written, embargo) => {
    const itemMeta = `${META}<embargoed>${written}</embargoed>`;
    expect(onlyStory(readItems('a.xml', newsItem({ itemMeta }))).story.embargo).toBe(embargo);
    expect(onlyStory(readItems('a.json', ninjsObject({ embargoed: written }))).story.embargo).toBe(embargo);
    expect(onlyStory(readItems('a.json', ninjsObject({ embargoedUntil: written }))).story.embargo).toBe(embargo);
  });

  it.each(['2026-11-24T18:00:00', '2026-11-24', 'tomorrow', '2026-02-30T00:00:00Z', '2026-11-24T25:00:00Z', ''])(
    '"%s" holds the story',
    (written) => {
      for (const readings of [
        readItems('a.xml', newsItem({ itemMeta: `${META}<embargoed>${written}</embargoed>` })),
        readItems('a.json', ninjsObject({ embargoed: written })),
      ]) {
        expect(said(readings).join()).toMatch(/^stories\/a\.\w+:\d+:\d+: held: embargoed (says|is empty)/);
      }
    },
  );
});
