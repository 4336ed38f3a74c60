/** newsboat, run without its terminal; what it holds is read from its cache. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

import { hasProgram } from '../programs.ts';
import type { Reader, ReadItem } from './reader.ts';

const run = promisify(execFile);

const ITEMS = `SELECT guid AS id, title, author, pubDate * 1000 AS published, content AS html
  FROM rss_item WHERE deleted = 0 ORDER BY id`;

export const newsboat: Reader = {
  name: 'newsboat',
  reads: ['rss.xml', 'atom.xml'],
  isThere: hasProgram('newsboat', '--version'),
  revalidates: true,
  takesUpdates: true,
  async subscribe(url, folder) {
    const [urls, config, cache] = ['urls', 'config', 'cache.db'].map((name) => join(folder, name));
    if (urls === undefined || config === undefined || cache === undefined) throw new Error('no names');
    await writeFile(urls, `${url}\n`);
    await writeFile(config, '');
    const words = ['--url-file', urls, '--config-file', config, '--cache-file', cache, '--execute', 'reload'];
    return {
      poll: async () => {
        // It makes folders of its own in the home of its user.
        await run('newsboat', words, { env: { ...process.env, HOME: folder } });
      },
      items: async () => {
        using database = new DatabaseSync(cache, { readOnly: true });
        return database.prepare(ITEMS).all() as ReadItem[];
      },
    };
  },
};
