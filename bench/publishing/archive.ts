/** An archive of generated stories, published the first time, and one story more after that. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { launch } from '../../scripts/command-line.ts';
import { generatedStory, writeGeneratedStories } from '../../scripts/generated-stories.ts';
import { openDesk } from '../../src/desk/open-desk.ts';
import { runPass } from '../../src/desk/run-pass.ts';
import { writeFeedsApart } from '../../src/publish/feeds-apart.ts';
import { RUNNING_LIMITS } from '../../src/publish/limits.ts';

const SETTINGS = `agency: { name: Panafrican News Agency, mark: PANA, domain: panapress.com, url: https://www.panapress.com/ }
timeZone: Africa/Dakar
`;

export type Archive = {
  readonly root: string;
  readonly stories: number;
  /** The stories for which the generator's dates leave room. */
  readonly mostStories: number;
};

export async function newArchive(root: string, stories: number, more: number): Promise<Archive> {
  await mkdir(root, { recursive: true });
  await writeFile(join(root, 'wiredesk.yaml'), SETTINGS);
  await writeGeneratedStories(join(root, 'stories'), stories, stories + more);
  return { root, stories, mostStories: stories + more };
}

export type FirstTime = { readonly seconds: number; readonly peakMegabytes: number; readonly documents: number };

/** `wiredesk publish` as an operator would, so that the peak of its memory is its own. */
export async function publishFirst({ root }: Archive): Promise<FirstTime> {
  const begun = performance.now();
  const { code, out, err } = await launch(['publish', '--desk', root, '--json'], { preload: PEAK }).ended;
  const seconds = (performance.now() - begun) / 1000;
  const [, json = '', peak = ''] = /^(.*)\npeak (\d+)\s*$/s.exec(out) ?? [];
  if (code !== 0) throw new Error(`wiredesk publish ended with ${String(code)}: ${err}`);
  const pass: { documentCount: number } = JSON.parse(json);
  return { seconds, peakMegabytes: Number(peak) / 1024, documents: pass.documentCount };
}

/** Prints the most memory that the process ever had, in KiB, when it ends. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stdout.write(`peak ${process.resourceUsage().maxRSS}\\n`));",
)}`;

/** A file that was just written is left alone for a moment (src/publish/settled.ts). */
const SETTLED_MS = 300;

/** Milliseconds of the pass for each, as a running desk makes it at a save. The first after the program's start is left out. */
export async function publishMore({ root, stories, mostStories }: Archive): Promise<readonly number[]> {
  await using desk = await openDesk(root);
  await using feedsApart = writeFeedsApart(desk.folders.feeds);
  const took: number[] = [];
  for (let index = stories; index < mostStories; index += 1) {
    const { path, text } = generatedStory(index, mostStories);
    const file = join(root, 'stories', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await sleep(SETTLED_MS);
    const begun = performance.now();
    const pass = await runPass(desk, new Set([path]), {
      command: 'publish',
      patienceMs: 0,
      feedsApart,
      limits: RUNNING_LIMITS,
    });
    took.push(performance.now() - begun);
    if (pass.new.length !== 1) throw new Error(`${path} was not published: ${JSON.stringify(pass)}`);
  }
  return took.slice(1);
}
