/** Paths in the commands that are shown. */
import { expect, it } from 'vitest';

import { shellQuoted } from '../../src/config/shell-quoted.ts';

it.each([
  ['.', '.'],
  ['/srv/wiredesk', '/srv/wiredesk'],
  ['/srv/dépêches', '/srv/dépêches'],
  ['/srv/my desk', "'/srv/my desk'"],
  ["/srv/l'agence", String.raw`'/srv/l'\''agence'`],
  ['/srv/$HOME', "'/srv/$HOME'"],
])('%s is written %s', (path, shown) => {
  expect(shellQuoted(path)).toBe(shown);
});
