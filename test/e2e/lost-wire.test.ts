/** A desk whose `wire/` is not there, as where its disk is not mounted, lets nothing out that was killed. */
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

it('a wire that knows nothing of what feeds/ shows is refused, until it is back or feeds/stories is removed', async () => {
  const desk = await deskFolder();
  const run = (...words: string[]) => wiredesk(...words, '--desk', desk.root);
  const wire = join(desk.root, 'wire');
  await desk.save('good.txt', copyOf('The good story'));
  await desk.save('wrong.txt', copyOf('The wrong story', 'What was never so.'));
  await run('publish');
  await run('kill', 'wrong', '--reason', 'Never so.');

  await rename(wire, `${wire}.away`);
  for (const command of ['publish', 'start']) {
    const refused = await run(command);
    expect([command, refused.code, refused.err]).toEqual([
      command,
      1,
      expect.stringMatching(/wire\/ knows of no story, but feeds\/ shows 2: .*mount it.*backup.*remove feeds\/stories/),
    ]);
  }
  expect((await run('status')).out).toContain('NOTHING GOES OUT: wire/ knows of no story');
  expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).not.toContain('What was never so');

  await rm(wire, { recursive: true });
  await rename(`${wire}.away`, wire);
  expect((await run('publish')).code).toBe(0);
  expect((await run('status')).out).not.toContain('NOTHING GOES OUT');

  await rm(wire, { recursive: true });
  await rm(join(desk.feeds, 'stories'), { recursive: true });
  expect((await run('publish')).code).toBe(0);
});

it('what cannot be looked at in feeds/ is not taken for nothing', async () => {
  const desk = await deskFolder();
  await desk.save('good.txt', copyOf('The good story'));
  // Whoever runs the tests, root or not: a link that leads to itself.
  await mkdir(desk.feeds, { recursive: true });
  await symlink('stories', join(desk.feeds, 'stories'));
  const refused = await wiredesk('publish', '--desk', desk.root);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('feeds/stories cannot be looked at: ')]);
});
