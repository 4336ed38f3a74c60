/** feedparser for Python, as Debian has it: the parser of rss2email, Calibre and many scripts. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { hasProgram } from '../programs.ts';
import { keptById } from './kept.ts';
import type { Reader, ReadItem } from './reader.ts';

const run = promisify(execFile);

/** Debian's own: its packages are in no other. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'python-feedparser.py');

type Answer = { readonly etag: string; readonly modified: string; readonly items: readonly ReadItem[] };

export const pythonFeedparser: Reader = {
  name: 'feedparser for Python',
  reads: ['rss.xml', 'atom.xml'],
  isThere: hasProgram(PYTHON, '-c', 'import feedparser'),
  revalidates: true,
  takesUpdates: true,
  async subscribe(url) {
    const kept = keptById();
    let last: Pick<Answer, 'etag' | 'modified'> = { etag: '', modified: '' };
    return {
      poll: async () => {
        const { stdout } = await run(PYTHON, [SCRIPT, url, last.etag, last.modified]);
        const answer: Answer = JSON.parse(stdout);
        // A 304 has no Last-Modified; the one from before still holds.
        last = { etag: answer.etag || last.etag, modified: answer.modified || last.modified };
        kept.take(answer.items);
      },
      items: async () => kept.items(),
    };
  },
};
