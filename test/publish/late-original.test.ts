/** An original whose translations were not linked to it when it came out: the wire refused, or the process died. */
import { expect, it, vi } from 'vitest';

import { killStory } from '../../src/publish/acts.ts';
import { StoreError } from '../../src/wire/store.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';

const ENGLISH = copyOf('Budget');
const FRENCH = `---\nlanguage: fr\n---\n${copyOf('Le budget')}`;

/** The story is on the wire, and the pass has ended there. */
async function deskThatWasCutOff(): Promise<DeskUnderTest> {
  const desk = await newDesk();
  await desk.save('fr/budget.txt', FRENCH);
  await desk.publish();
  await desk.save('budget.txt', ENGLISH);
  const { log } = desk.store;
  const append = log.append.bind(log);
  const refusing = vi.spyOn(log, 'append').mockImplementation(async (commits) => {
    if (commits.some(({ version }) => version.translationOf !== undefined)) {
      throw new StoreError('unavailable', 'the disk is full');
    }
    return append(commits);
  });
  await expect(desk.publish()).rejects.toThrow('the disk is full');
  refusing.mockRestore();
  return desk;
}

async function french(desk: DeskUnderTest) {
  const entry = await desk.store.stories.atPath('fr/budget.txt');
  return desk.store.stories.version(entry?.guid ?? '');
}

it('is linked to by the next pass, once', async () => {
  const desk = await deskThatWasCutOff();
  const original = await desk.store.stories.atPath('budget.txt');
  await desk.publish();
  await desk.publish();
  expect(await french(desk)).toMatchObject({ version: 2, translationOf: original?.guid });
});

it('is not linked to where it was killed meanwhile', async () => {
  const desk = await deskThatWasCutOff();
  const original = await desk.store.stories.atPath('budget.txt');
  const newsroom = { store: desk.store, agency: 'PANA', now: desk.context.now };
  await killStory(newsroom, original?.guid ?? '', { reason: 'wrong' });
  await desk.publish();
  expect(await french(desk)).toMatchObject({ version: 1 });
});
