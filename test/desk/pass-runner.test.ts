/** What the passes of a running desk say in its log, and of how it is. */
import { rename } from 'node:fs/promises';

import { expect, it } from 'vitest';

import type { Log } from '../../src/desk/log.ts';
import { openDesk } from '../../src/desk/open-desk.ts';
import { type PassEnd, PassRunner } from '../../src/desk/pass-runner.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

function logged(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (...given: readonly unknown[]): void =>
      void lines.push(`${level} ${String(given.at(-1))}`);
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

it('says of each problem once how bad it is: a line has its level', async () => {
  const { root, save } = await deskFolder();
  await save('rain.txt', copyOf('Rain').replace('10June2021', '4/4/2018'));
  await save('sun.txt', '---\nurgency: 12\n---\nSun\n\nIt shines.');
  await using desk = await openDesk(root);
  const { log, lines } = logged();
  await using runner = new PassRunner(desk, log, new AbortController().signal, []);
  for (const reason of ['start', 'schedule'] as const) await runner.run('all', reason, () => undefined);
  const told = lines.filter((line) => !line.startsWith('info'));
  expect(told).toHaveLength(2);
  expect(told).toContainEqual(expect.stringMatching(/^warn stories\/rain\.txt:6:16: the sign-off's date is not used/));
  expect(told).toContainEqual(expect.stringMatching(/^error stories\/sun\.txt:2:1: "urgency" is not right/));
});

it('is not well before all of stories/ could be looked at, whatever else goes out', async () => {
  const { root, stories, save } = await deskFolder();
  await save('rain.txt', copyOf('Rain'));
  await using desk = await openDesk(root);
  const { log, lines } = logged();
  const ends: PassEnd[] = [];
  const observer = { passEnded: (end: PassEnd): void => void ends.push(end) };
  await using runner = new PassRunner(desk, log, new AbortController().signal, [observer]);
  const health: boolean[] = [];
  const run = async (scope: 'all' | ReadonlySet<string>): Promise<void> => {
    await runner.run(scope, 'act', () => undefined);
    health.push(runner.health().ok);
  };
  await rename(stories, `${stories}.away`);
  await run('all');
  await run(new Set());
  await run('all');
  await rename(`${stories}.away`, stories);
  await run('all');
  expect(health).toEqual([false, false, false, true]);
  expect(ends.map(({ failure }) => failure !== undefined)).toEqual([true, true, true, false]);
  expect(ends.map(({ pass }) => pass !== undefined)).toEqual([false, true, false, true]);
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([
    'error the pass failed and will be tried again: stories/ cannot be read: it is not there; make the folder, or point --desk at another desk',
  ]);
});
