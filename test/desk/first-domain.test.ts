/** What becomes of ids when `agency.domain` is changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';

async function setDomain({ root }: DeskFolder, domain: string): Promise<void> {
  const file = join(root, 'wiredesk.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/domain: [\w.]+/, `domain: ${domain}`));
}

async function published({
  root,
  feeds,
}: DeskFolder): Promise<{ readonly ids: readonly string[]; readonly told: string }> {
  const { out, err } = await wiredesk('publish', '--desk', root);
  const atom = await readFile(join(feeds, 'atom.xml'), 'utf8');
  const ids = [...atom.matchAll(/<id>(.*?)<\/id>/g)].map(([, id = '']) => id.replace(/:\d{8}:/, ':DAY:'));
  return { ids: ids.toSorted(), told: `${out}${err}` };
}

it('what is out keeps its ids, the feed too; what is new gets the other domain, and that is told once', async () => {
  const desk = await deskFolder();
  await desk.save('one.txt', copyOf('Budget agreed'));
  const before = ['tag:panapress.com,2026:feed/main', 'urn:newsml:panapress.com:DAY:one'];
  expect(await published(desk)).toEqual({ ids: before, told: expect.not.stringContaining('agency.domain') });
  await setDomain(desk, 'pana.example');
  await desk.save('two.txt', copyOf('Storm in Dakar'));
  const after = [...before, 'urn:newsml:pana.example:DAY:two'].toSorted();
  const told =
    /agency\.domain in wiredesk\.yaml is pana\.example, and was panapress\.com when the first story went out/;
  expect(await published(desk)).toEqual({ ids: after, told: expect.stringMatching(told) });
  expect(await published(desk)).toEqual({ ids: after, told: expect.not.stringContaining('agency.domain') });
});

it('before the first story is out it may be changed', async () => {
  const desk = await deskFolder();
  await published(desk);
  await setDomain(desk, 'pana.example');
  await desk.save('one.txt', copyOf('Budget agreed'));
  const ids = ['tag:pana.example,2026:feed/main', 'urn:newsml:pana.example:DAY:one'];
  expect(await published(desk)).toEqual({ ids, told: expect.not.stringContaining('agency.domain') });
});
