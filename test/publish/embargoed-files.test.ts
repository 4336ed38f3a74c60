import { expect, it, vi } from 'vitest';

import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';

it('are noted once, however many passes read them again, and no longer when they are out', async () => {
  let ahead = 10_000;
  const desk = await newDesk({ now: () => new Date(Date.now() + ahead) });
  const noted = async (): Promise<string | undefined> => desk.store.note('embargoed-files');
  const embargo = new Date(Date.now() + 60_000).toISOString();
  for (const name of ['a', 'b']) {
    await desk.save(`${name}.txt`, `---\nembargo: ${embargo}\n---\n${copyOf(`Story ${name}`)}`);
  }
  await desk.publish();
  const first = await noted();
  expect(JSON.parse(first ?? '')).toMatchObject([{ path: 'a.txt' }, { path: 'b.txt' }]);
  const writing = vi.spyOn(desk.store, 'setNote');
  await desk.publish();
  expect(writing.mock.calls.map(([name]) => name)).not.toContain('embargoed-files');
  expect(await noted()).toBe(first);
  ahead = 90_000;
  expect(await desk.publish()).toMatchObject({ new: ['a.txt', 'b.txt'] });
  expect(await noted()).toBe('[]');
});
