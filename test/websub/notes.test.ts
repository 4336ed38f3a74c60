/** What is noted of a feed is never older than what was noted before. */
import { expect, it } from 'vitest';

import { notesOf } from '../../src/websub/notes.ts';

function slowFeed() {
  const looks: PromiseWithResolvers<string | undefined>[] = [];
  const noted: string[] = [];
  const notes = notesOf({
    topics: {
      hash: () => {
        const look = Promise.withResolvers<string | undefined>();
        looks.push(look);
        return look.promise;
      },
    },
    store: { noteContent: async (_document, content) => noted.push(content) },
    now: () => 0,
  });
  return { notes, looks, noted };
}

it('has one look at a document at a time, and one more for all who come meanwhile', async () => {
  const { notes, looks, noted } = slowFeed();
  const first = notes.note('rss.xml');
  const [second, third] = [notes.note('rss.xml'), notes.note('rss.xml')];
  expect(looks).toHaveLength(1);
  looks[0]?.resolve('first');
  await first;
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.resolve('second');
  await Promise.all([second, third]);
  expect(noted).toEqual(['first', 'second']);
  expect(looks).toHaveLength(2);
});

it('lets a look that fails fail for who asked for it, and looks again for who came after', async () => {
  const { notes, looks, noted } = slowFeed();
  const first = notes.note('rss.xml');
  const second = notes.note('rss.xml');
  looks[0]?.reject(new Error('EMFILE'));
  await expect(first).rejects.toThrow('EMFILE');
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.resolve('second');
  await second;
  const third = notes.note('rss.xml');
  looks[2]?.resolve(undefined);
  await third;
  expect(noted).toEqual(['second']);
});

it('keeps no document waiting for another', async () => {
  const { notes, looks, noted } = slowFeed();
  const [, atom] = [notes.note('rss.xml'), notes.note('atom.xml')];
  looks[1]?.resolve('other');
  await atom;
  expect(noted).toEqual(['other']);
});
