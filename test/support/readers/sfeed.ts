/** sfeed, which asks by curl without any condition and keeps each line that it has ever seen. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { hasProgram } from '../programs.ts';
import type { Reader, ReadItem } from './reader.ts';

const run = promisify(execFile);

export const sfeed: Reader = {
  name: 'sfeed',
  reads: ['rss.xml', 'atom.xml'],
  isThere: hasProgram('sh', '-c', 'command -v sfeed_update && command -v curl'),
  revalidates: false,
  // Of two lines of one id, title and link its merge keeps the older.
  takesUpdates: false,
  async subscribe(url, folder) {
    const feeds = join(folder, 'feeds');
    await mkdir(feeds);
    const settings = join(folder, 'sfeedrc');
    await writeFile(settings, `sfeedpath="${feeds}"\nfeeds() {\n  feed "wire" "${url}"\n}\n`);
    return {
      poll: async () => {
        await run('sfeed_update', [settings]);
      },
      items: async () => (await readFile(join(feeds, 'wire'), 'utf8')).trimEnd().split('\n').map(itemOf),
    };
  },
};

/** sfeed(5): seconds, title, link, content, its type, id, author, enclosure, categories, between tabs. */
function itemOf(line: string): ReadItem {
  const [seconds, title = '', , content = '', , id = '', author = ''] = line.split('\t');
  const html = content.replace(/\\([nt\\])/g, (_, escaped: string) => ESCAPED[escaped] ?? escaped);
  return { id, title, author, published: Number(seconds) * 1000, html };
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };
