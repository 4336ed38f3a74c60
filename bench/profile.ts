/** Where a process spent its time, by a profile of `node --cpu-prof`: the functions with the most time of their own. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

type CallFrame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };

type CpuProfile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  /** The node of each sample, and the microseconds since the one before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

export type SelfTime = {
  /** Its function, file and line. */
  readonly place: string;
  readonly ms: number;
  /** Of the time in which the process was not idle. */
  readonly share: number;
};

export type Profiled = { readonly file: string; readonly times: readonly SelfTime[] };

/** Of each profile in that folder; idle time is left out. */
export async function selfTimes(folder: string, most: number): Promise<readonly Profiled[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const profile: CpuProfile = JSON.parse(await readFile(join(folder, file), 'utf8'));
      return { file, times: selfTimesOf(profile).slice(0, most) };
    }),
  );
}

function selfTimesOf({ nodes, samples, timeDeltas }: CpuProfile): readonly SelfTime[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [index, node] of samples.entries()) {
    const place = places.get(node) ?? '?';
    if (place === '(idle)') continue;
    spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  const busy = [...spent.values()].reduce((total, ms) => total + ms, 0);
  return [...spent]
    .map(([place, ms]) => ({ place, ms, share: ms / busy }))
    .toSorted((left, right) => right.ms - left.ms);
}

function placeOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative('.', fileURLToPath(url)) : url;
  return `${name}  ${file}:${lineNumber + 1}`;
}
