/** `stories/` is not there, as where its disk is not mounted: that takes back nothing, and holds up nothing but what is new. */
import { rename } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { killStory } from '../../src/publish/acts.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';
import { GUID, published, where } from './story-on-desk.ts';
import { trusted } from './trusted.ts';

const GONE = 'stories/ cannot be read: it is not there; make the folder, or point --desk at another desk';

it('a kill leaves every document at once, and the pass that cannot look fails all the same', async () => {
  const desk = await published();
  await rename(desk.stories, `${desk.stories}.away`);
  await killStory(desk.acts, GUID, { reason: 'It is not true.' });
  await expect(desk.publish()).rejects.toThrow(GONE);
  expect(await where(desk, 'The council met')).toEqual([]);
  expect(await where(desk, 'It is not true.')).not.toEqual([]);
});

it('a story stays out, its file is not missing, and the next one comes when the folder is back', async () => {
  const desk = await newDesk();
  await desk.save('a.txt', copyOf('Story A'));
  await desk.publish();
  await rename(desk.stories, `${desk.stories}.away`);
  for (let pass = 1; pass <= 2; pass += 1) await expect(desk.publish()).rejects.toThrow(GONE);
  expect(await where(desk, 'Story A')).not.toEqual([]);
  await rename(`${desk.stories}.away`, desk.stories);
  await desk.save('b.txt', copyOf('Story B'));
  expect(await desk.publish()).toMatchObject({ new: ['b.txt'], updated: [], missing: [], read: 1 });
});

it('a story under embargo waits, since nobody can tell whether its file says another', async () => {
  let now = new Date(Date.now() + 10_000);
  const desk = await newDesk({ now: () => now });
  await desk.store.subscribers.add(trusted);
  const embargo = new Date(now.getTime() + 60_000).toISOString();
  await desk.save('a.txt', `---\nembargo: ${embargo}\n---\n${copyOf('Story A')}`);
  await desk.publish();
  await rename(desk.stories, `${desk.stories}.away`);
  now = new Date(now.getTime() + 120_000);
  await expect(desk.publish()).rejects.toThrow(GONE);
  expect(await desk.publish(new Set())).toMatchObject({ new: [], held: [{ path: 'a.txt' }] });
  expect(await where(desk, 'Story A')).toEqual([]);
  await rename(`${desk.stories}.away`, desk.stories);
  expect(await desk.publish()).toMatchObject({ new: ['a.txt'] });
});
