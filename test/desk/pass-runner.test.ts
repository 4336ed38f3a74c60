/** What the passes of a running desk say in its log. */
import { expect, it } from 'vitest';

import type { Log } from '../../src/desk/log.ts';
import { openDesk } from '../../src/desk/open-desk.ts';
import { PassRunner } from '../../src/desk/pass-runner.ts';
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
