/** What `wiredesk check` says of copy that a pass would refuse, and of pictures, where there is a wire, and where there is none. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { type Checked, checkCopy } from '../../src/desk/check-copy.ts';
import { copyOf } from '../support/desk-folder.ts';
import { type DeskUnderTest, newDesk } from '../publish/desk-under-test.ts';
import { captioned, pictures } from '../publish/pictured-desk.ts';

const NO_INPUT = { standardInput: Readable.from([]) };

async function deskOfTwo(): Promise<DeskUnderTest> {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.save('storm-2.txt', copyOf('Fire in Dakar'));
  await desk.save('storm-2.jpg', captioned('Fire'));
  return desk;
}

async function checkedIn(desk: DeskUnderTest, ...files: readonly string[]): Promise<readonly string[]> {
  const { copies }: Checked = await checkCopy(
    desk.root,
    files.map((file) => join(desk.stories, file)),
    NO_INPUT,
  );
  return copies.flatMap(({ file, copy }) => [
    `${file}: ${copy.ok ? (copy.story.pictures?.length ?? 0) : 'no story'}`,
    ...(copy.ok ? copy.warnings.map(({ file: about, severity, message }) => `${about}, ${severity}: ${message}`) : []),
  ]);
}

const LEFT_OUT = expect.stringMatching(
  /^stories\/storm-2\.jpg, error: this picture is left out: it is of stories\/storm-2\.txt, which is gone/,
);

it.each([[[]], [['storm.txt']]])(
  'the picture of a story that is out, and whose file is gone, is of no other: as a pass says it too (files %j)',
  async (files) => {
    const desk = await deskOfTwo();
    await desk.publish();
    await rm(join(desk.stories, 'storm-2.txt'));
    expect(await checkedIn(desk, ...files)).toEqual(['stories/storm.txt: 0', LEFT_OUT]);
    expect((await desk.publish()).new).toEqual([]);
    expect(await pictures(desk, 'storm')).toEqual([]);
  },
);

it('by its name alone it is of the other, where the wire knows of none', async () => {
  const desk = await deskOfTwo();
  expect(await checkedIn(desk)).toEqual(['stories/storm-2.txt: 1', 'stories/storm.txt: 0']);
  await rm(join(desk.stories, 'storm-2.txt'));
  expect(await checkedIn(desk)).toEqual(['stories/storm.txt: 1']);
  await desk.store[Symbol.asyncDispose]();
  await rm(join(desk.root, 'wire'), { recursive: true });
  expect(await checkedIn(desk)).toEqual(['stories/storm.txt: 1']);
});

it('a wire that cannot be read is told, where it is asked', async () => {
  const desk = await deskOfTwo();
  await rm(join(desk.stories, 'storm-2.txt'));
  await desk.store[Symbol.asyncDispose]();
  await rm(join(desk.root, 'wire', 'wire.sqlite'));
  await writeFile(join(desk.root, 'wire', 'wire.sqlite'), 'not a database, but long enough to have a header of one');
  expect(await checkedIn(desk)).toEqual([
    'stories/storm.txt: 1',
    expect.stringMatching(/^stories\/storm-2\.jpg, warning: may be of a story whose file is gone.*no wire of Wiredesk/),
  ]);
});

/** What is refused or warned of, in the words of a check, and then in those of the pass that follows. */
async function toldOf(desk: DeskUnderTest): Promise<readonly (readonly string[])[]> {
  const { copies } = await checkCopy(desk.root, [], NO_INPUT);
  const checked = copies.flatMap(({ copy, refused = [] }) =>
    copy.ok ? [...copy.warnings, ...refused] : copy.problems,
  );
  const { problems } = await desk.publish();
  return [checked, problems].map((told) => told.map(({ file, message }) => `${file}: ${message}`).toSorted());
}

const withFrontMatter = (lines: string, headline: string): string => `---\n${lines}\n---\n${copyOf(headline)}`;

it.each([
  ['a kill of what was never published', 'kill: libel', /is to be killed, but was never published/],
  ['a translation of nothing', 'translationOf: nowhere', /translationOf: "nowhere" is no story that is out/],
  ['an id that is taken', 'id: storm', /the id "storm" belongs to stories\/storm.txt/],
])('of %s it says what a pass says', async (_, lines, message) => {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.publish();
  await desk.save('other.txt', withFrontMatter(lines, 'Fire in Dakar'));
  const [checked, passed] = await toldOf(desk);
  expect(checked).toEqual(passed);
  expect(checked).toEqual([expect.stringMatching(message)]);
});

it.each([true, false])(
  'what lies there together it takes as a pass does, a wire there or none (there: %j)',
  async (isThere) => {
    const desk = await newDesk();
    if (!isThere) {
      await desk.store[Symbol.asyncDispose]();
      await rm(join(desk.root, 'wire'), { recursive: true });
    }
    await desk.save('storm.txt', copyOf('Storm in Dakar'));
    await desk.save('twin.txt', copyOf('Storm in Dakar'));
    await desk.save('fr/orage.txt', withFrontMatter('translationOf: storm', 'Orage a Dakar'));
    const { copies } = await checkCopy(desk.root, [], NO_INPUT);
    expect(
      copies.map(({ file, copy, refused = [] }) => [file, copy.ok && copy.warnings.length, refused.length]),
    ).toEqual([
      ['stories/storm.txt', 0, 0],
      ['stories/twin.txt', 0, 1],
      ['stories/fr/orage.txt', 0, 0],
    ]);
  },
);

it('writes nothing: what it says twice is the same', async () => {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.publish();
  await desk.save('storm.txt', withFrontMatter('kill: libel', 'Storm in Dakar'));
  expect((await desk.store.log.head())?.seq).toBe(1);
  const check = async () => checkCopy(desk.root, [], NO_INPUT);
  expect(await check()).toEqual(await check());
  expect((await desk.store.log.head())?.seq).toBe(1);
  expect((await desk.publish()).killed).toHaveLength(1);
});
