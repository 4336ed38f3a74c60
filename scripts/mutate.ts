/**
 * Shows that the simulations can fail: applies one fault after the other to a copy of this tree, and
 * expects each to be caught. `--seeds N` for each (default 10,000, of streams 1,000, of publishing 300);
 * `--only TEXT` for those with that in their names, such as `websub:`; ends with code 1 where one survives.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { OF_LIFE } from './mutations/life.ts';
import type { Mutation } from './mutations/mutation.ts';
import { OF_OPERATING } from './mutations/operating.ts';
import { OF_PUBLISHING } from './mutations/publishing.ts';
import { OF_SENDING } from './mutations/sending.ts';
import { OF_STREAMS } from './mutations/streams.ts';
import { OF_WEBSUB } from './mutations/websub.ts';

/** By the simulation that is to catch them. */
const MUTATIONS: Readonly<Record<string, readonly Mutation[]>> = {
  deliveries: [...OF_SENDING, ...OF_OPERATING, ...OF_LIFE],
  websub: OF_WEBSUB,
  streams: OF_STREAMS,
  publishing: OF_PUBLISHING,
};

const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' } } });
/** Where a schedule takes longer than those of deliveries. */
const SEEDS: Readonly<Record<string, string>> = { publishing: '300', streams: '1000' };
const seedsOf = (which: string): string => values.seeds ?? SEEDS[which] ?? '10000';

const root = join(import.meta.dirname, '..');
const waiting = Object.entries(MUTATIONS)
  .flatMap(([which, mutations]) => mutations.map((mutation) => ({ which, mutation })))
  .filter(({ which, mutation: { name } }) => `${which}: ${name}`.includes(values.only ?? ''));
const survivors: string[] = [];

async function tryOne(which: string, { name, file, from, to }: Mutation): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wiredesk-mutation-'));
  try {
    for (const part of ['src', 'test', 'scripts', 'package.json']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const mutated = join(folder, 'src', file);
    const source = await readFile(mutated, 'utf8');
    if (source.split(from).length !== 2)
      throw new Error(`"${name}" does not fit ${file} any more: bring it up to date`);
    await writeFile(
      mutated,
      source.replace(from, () => to),
    );
    const caught = await simulate(which, folder);
    if (caught === undefined) survivors.push(name);
    console.log(`${caught === undefined ? 'SURVIVED' : 'caught  '}  ${name.padEnd(56)} ${caught ?? ''}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the simulation says of it; nothing where it finds no fault. */
function simulate(which: string, folder: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ['scripts/simulate.ts', which, '--seeds', seedsOf(which)], { cwd: folder });
  let told = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const line = told.split('\n').find((each) => /^Seed \d+: /.test(each));
      if (code === 0) resolve(undefined);
      else if (line === undefined) reject(new Error(`the simulation itself does not run: ${told}`));
      else resolve(line);
    });
  });
}

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryOne(next.which, next.mutation);
}

const count = waiting.length;
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${count - survivors.length} of ${count} mutations are caught`);
if (survivors.length > 0) process.exit(1);
