/**
 * How long publishing takes: a whole archive the first time, and one more story after that, in a large archive and in a
 * small one. Every run makes the same stories.
 *
 *     node scripts/measure-publishing.ts [--stories 20000] [--small 200] [--more 21] [--keep]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { openDesk } from '../src/desk/open-desk.ts';
import { runPass } from '../src/desk/run-pass.ts';
import { generatedStory, writeGeneratedStories } from './generated-stories.ts';

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '20000' },
    small: { type: 'string', default: '200' },
    more: { type: 'string', default: '21' },
    keep: { type: 'boolean', default: false },
  },
});

const SETTINGS = `agency: { name: Panafrican News Agency, mark: PANA, domain: panapress.com, url: https://www.panapress.com/ }
timeZone: Africa/Dakar
`;
const CLI = join(import.meta.dirname, '..', 'src', 'cli.ts');

type Measured = {
  readonly stories: number;
  readonly firstSeconds: number;
  readonly peakMegabytes: number;
  readonly documents: number;
  /** The first after the program has started, and the median of those after it. */
  readonly oneMoreMs: { readonly first: number; readonly median: number; readonly worst: number };
};

async function measure(stories: number, more: number): Promise<Measured> {
  const root = await mkdtemp(join(tmpdir(), 'wiredesk-measure-'));
  try {
    await writeFile(join(root, 'wiredesk.yaml'), SETTINGS);
    await writeGeneratedStories(join(root, 'stories'), stories, stories + more);
    const first = await publishAll(root);
    return { stories, ...first, oneMoreMs: await publishMore(root, stories, more) };
  } finally {
    if (values.keep) console.log(`kept: ${root}`);
    else await rm(root, { recursive: true });
  }
}

/** As an operator would, in a process of its own, so that its peak of memory is its own. */
async function publishAll(root: string): Promise<Omit<Measured, 'stories' | 'oneMoreMs'>> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', PEAK, CLI, 'publish', '--desk', root, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`wiredesk publish ended with ${String(code)}`);
  const printed = Buffer.concat(chunks).toString();
  const [, json = '', peak = ''] = /^(.*)\npeak (\d+)\s*$/s.exec(printed) ?? [];
  const pass: { documents: string[] } = JSON.parse(json);
  return {
    firstSeconds: (performance.now() - begun) / 1000,
    peakMegabytes: Math.round(Number(peak) / 1024),
    documents: pass.documents.length,
  };
}

/** Prints the most memory that the process ever had, in KiB, when it ends. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stdout.write(`peak ${process.resourceUsage().maxRSS}\\n`));",
)}`;

/** As a running desk does at a save. */
async function publishMore(root: string, stories: number, more: number): Promise<Measured['oneMoreMs']> {
  await using desk = await openDesk(root);
  const took: number[] = [];
  for (let index = stories; index < stories + more; index += 1) {
    const { path, text } = generatedStory(index, stories + more);
    const file = join(root, 'stories', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    const begun = performance.now();
    const pass = await runPass(desk, new Set([path]), { command: 'measure', patienceMs: 0 });
    took.push(performance.now() - begun);
    if (pass.new.length !== 1) throw new Error(`${path} was not published: ${JSON.stringify(pass)}`);
  }
  const [first = Number.NaN, ...others] = took;
  const sorted = others.toSorted((a, b) => a - b);
  return { first, median: sorted[sorted.length >> 1] ?? Number.NaN, worst: sorted.at(-1) ?? Number.NaN };
}

/** A file that was just written is left alone for a moment (src/publish/settled.ts). */
const SETTLED_MS = 300;

const small = await measure(Number(values.small), Number(values.more));
const large = await measure(Number(values.stories), Number(values.more));
const ratio = large.oneMoreMs.median / small.oneMoreMs.median;
console.log(JSON.stringify({ small, large, ratio }, undefined, 2));
