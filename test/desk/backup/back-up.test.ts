import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { backUp } from '../../../src/desk/backup/back-up.ts';
import { openDesk } from '../../../src/desk/open-desk.ts';
import { copyOf, deskFolder } from '../../support/desk-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('without stories/ is made, and says that they are not in it: their disk may not be mounted', async () => {
  const { root, stories, save } = await deskFolder();
  await save('a.txt', copyOf('Story A'));
  const place = await temporaryFolder();
  await using desk = await openDesk(root);
  const whole = await backUp(desk, join(place, 'whole'), new Date());
  await rename(stories, `${stories}.away`);
  const part = await backUp(desk, join(place, 'part'), new Date());
  expect([whole, part].map(({ stories: files, omitted }) => ({ files, omitted }))).toEqual([
    { files: 1, omitted: [] },
    { files: 0, omitted: ['stories/: it is not there'] },
  ]);
});
