/** The newsroom of a desk under torture: saves, edits, corrects and kills stories, by files and by the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { StoreError } from '../../src/wire/store.ts';
import { launch } from '../command-line.ts';

const STORIES = 12;

export type NewsroomOptions = {
  readonly folder: string;
  readonly random: () => number;
  /** How long from one save to the next, at most. */
  readonly rhythmMs: number;
};

/** What must be on the wire when all is well. */
export type Filed = {
  /** By slug: the headline of the last save. */
  readonly headlines: ReadonlyMap<string, string>;
  readonly killed: ReadonlySet<string>;
};

export type Newsroom = {
  readonly filed: Filed;
  /** Stories are saved, edited, corrected and killed for so long. */
  readonly work: (forMs: number) => Promise<void>;
};

export async function newsroom({ folder, random, rhythmMs }: NewsroomOptions): Promise<Newsroom> {
  const stories = join(folder, 'stories');
  await mkdir(stories, { recursive: true });
  const acts = await actsByCommand();
  /** A save after a kill is another story's life: no file of these is saved any more. */
  const killed = new Set<string>();
  const headlines = new Map<string, string>();
  let edits = 0;

  /** The place of a killed story is taken by a new one. */
  function anySlug(): string {
    const place = `story-${Math.floor(random() * STORIES)}-`;
    return `${place}${[...killed].filter((slug) => slug.startsWith(place)).length}`;
  }

  async function save(slug: string): Promise<void> {
    edits += 1;
    const headline = `Edit ${edits} of ${slug}`;
    headlines.set(slug, headline);
    const text = `${headline}\n\nDakar, Senegal (PANA) - This is edit ${edits}.\n\nMore follows.\n-0- PANA T 10June2021\n`;
    await writeFile(join(stories, `${slug}.txt`), text);
  }

  async function kill(slug: string): Promise<void> {
    killed.add(slug);
    const isDone = acts.has('kill')
      ? (await launch(['kill', slug, '--reason', 'torture', '--desk', folder]).ended).code === 0
      : await killOnTheWire(join(folder, 'wire', 'wire.sqlite'), slug);
    if (!isDone) killed.delete(slug);
  }

  async function correct(slug: string): Promise<void> {
    await save(slug);
    await launch(['correct', slug, '--note', `edit ${edits} was wrong`, '--desk', folder]).ended;
  }

  return {
    filed: { headlines, killed },
    async work(forMs) {
      const until = performance.now() + forMs;
      while (performance.now() < until) {
        const slug = anySlug();
        const chance = random();
        if (chance < 0.03) await kill(slug);
        else if (chance < 0.05 && acts.has('correct')) await correct(slug);
        else await save(slug);
        await sleep(random() * rhythmMs);
      }
    },
  };
}

/** Which of them this release has. */
async function actsByCommand(): Promise<ReadonlySet<string>> {
  const { out } = await launch(['--help']).ended;
  return new Set(['kill', 'correct'].filter((act) => new RegExp(`^ +${act}\\b`, 'm').test(out)));
}

/** As an editor's kill will commit it: a further version, canceled, with the notice for its text. False: there is no kill. */
async function killOnTheWire(wire: string, slug: string): Promise<boolean> {
  await using store = await openSqliteStore(wire);
  const entry = await store.stories.withSlug(slug);
  const last = entry === undefined ? undefined : await store.stories.version(entry.guid);
  if (entry === undefined || last === undefined || entry.path === undefined) return false;
  const committedAt = new Date().toISOString();
  const version = {
    ...last,
    version: last.version + 1,
    pubStatus: 'canceled',
    event: 'story.killed',
    versionCreated: `${committedAt.slice(0, 19)}Z`,
    story: { ...last.story, headline: 'KILL', body: ['This story is withdrawn.'] },
  } as const;
  try {
    await store.log.append([{ version, path: entry.path, file: entry.file, committedAt }]);
    return true;
  } catch (error) {
    // The desk has committed an edit in between, or there is no room.
    if (error instanceof StoreError && ['version-conflict', 'full', 'unavailable'].includes(error.code)) return false;
    throw error;
  }
}
