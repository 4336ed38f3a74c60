/** `wiredesk init DIR`: a new desk. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import type { Command } from 'commander';

import { deskFolders } from '../config/folders.ts';
import { CONFIG_TEMPLATE } from '../config/template.ts';
import { writeFailure } from '../publish/write-failure.ts';
import { shellQuoted } from '../config/shell-quoted.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { writeDurably } from '../wire/durable-file.ts';
import { makeFolders } from '../wire/make-folders.ts';
import { notBlank, print } from './terminal.ts';

const GITIGNORE = `# Made by Wiredesk from stories/ and wiredesk.yaml. Back up wire/: it is the log of all that was published.
/feeds/
/wire/
/wire-rescued-*/
`;

export function addInit(program: Command): void {
  program
    .command('init')
    .argument('<dir>', 'folder to make or to fill', notBlank)
    .description('make a new desk: a commented wiredesk.yaml and an empty stories/')
    .action(init);
}

async function init(root: string): Promise<void> {
  const folders = deskFolders(root);
  if (existsSync(folders.config)) {
    throw new WiredeskError(`there is a desk in ${root} already: ${relative('.', folders.config)} is left as it is`);
  }
  try {
    await makeFolders(folders.stories);
    await makeFolders(folders.feeds);
    const gitignore = join(folders.root, '.gitignore');
    if (!existsSync(gitignore)) await writeWhole(gitignore, GITIGNORE);
    // Last: with it there is a desk, which is never made again.
    await writeWhole(folders.config, CONFIG_TEMPLATE);
  } catch (error) {
    throw new WiredeskError(`no desk can be made in ${root}: ${writeFailure(error)}`, { cause: error });
  }
  print(`A new desk lies in ${root}:
  wiredesk.yaml   its settings: say who you are, first of all agency.domain
  stories/        save wire copy here as .txt files
  feeds/          what is published
Then: wiredesk start --desk ${shellQuoted(root)}`);
}

function writeWhole(file: string, text: string): Promise<void> {
  return writeDurably(file, Buffer.from(text), { beside: join(dirname(file), `.${basename(file)}.tmp`) });
}
