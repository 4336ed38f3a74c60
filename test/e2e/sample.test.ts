/** Everything that a fresh clone publishes from the sample, held against the standards' own schemas. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { wiredesk } from '../support/command-line.ts';
import { newsmlFaults } from '../support/newsml-rules.ts';
import { ninjsErrors, newsmlErrors } from '../support/schemas.ts';
import { atomFaults, rssFaults } from '../support/feed-rules.ts';
import { readXml } from '../support/read-xml.ts';
import { describeWithShared } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const STORY = 'stories/libya-britain-terrorism';
const GUID = 'urn:newsml:panapress.com:20210610:libya-britain-terrorism';

async function published(): Promise<(name: string) => Promise<string>> {
  const desk = await temporaryFolder();
  await cp(join(ROOT, 'wiredesk.yaml'), join(desk, 'wiredesk.yaml'));
  await cp(join(ROOT, 'stories'), join(desk, 'stories'), { recursive: true });
  const { code, err } = await wiredesk('publish', '--desk', desk);
  expect([code, err]).toEqual([0, '']);
  return (name) => readFile(join(desk, 'feeds', name), 'utf8');
}

describeWithShared('the published sample', () => {
  it('is valid by XML Schema, JSON Schema and the rules that these let slip', async () => {
    const read = await published();
    for (const name of ['newsml-g2.xml', `${STORY}/newsml-g2.xml`]) {
      const document = await read(name);
      expect([name, ...newsmlErrors(document), ...newsmlFaults(document)]).toEqual([name]);
    }
    expect(ninjsErrors('3.1', await read(`${STORY}/ninjs.json`))).toEqual([]);
    expect(ninjsErrors('1.6', await read(`${STORY}/ninjs-1.6.json`))).toEqual([]);
    expect(rssFaults(readXml(await read('rss.xml')), 'http://localhost:8080/rss.xml')).toEqual([]);
    expect(atomFaults(readXml(await read('atom.xml')), 'http://localhost:8080/atom.xml')).toEqual([]);
  });

  it('has one guid in every format, and no date with milliseconds', async () => {
    const read = await published();
    const names = [
      'rss.xml',
      'atom.xml',
      'feed.json',
      'newsml-g2.xml',
      `${STORY}/newsml-g2.xml`,
      `${STORY}/ninjs.json`,
      `${STORY}/ninjs-1.6.json`,
    ];
    for (const name of names) {
      const document = await read(name);
      expect([name, new Set(document.match(/urn:newsml:[^"<\s]+/g))]).toEqual([name, new Set([GUID])]);
      expect([name, document.match(/\d{2}:\d{2}:\d{2}\.\d+/g)]).toEqual([name, null]);
    }
  });
});
