/** Which Wiredesk this is, as package.json says. */
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import type { Generator } from '../story/desk.ts';

const manifest = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

export const release: Generator = {
  name: 'Wiredesk',
  version: manifest.version,
  url: 'https://github.com/wiredesk/wiredesk',
};
