/** What `wiredesk check` says of pictures where there is a wire, and where there is none. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { type Checked, checkCopy } from '../../src/desk/check-copy.ts';
import { copyOf } from '../support/desk-folder.ts';
import { type DeskUnderTest, newDesk } from '../publish/desk-under-test.ts';
import { captioned, pictures } from '../publish/pictured-desk.ts';

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
    Readable.from([]),
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
