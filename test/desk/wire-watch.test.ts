/** A `wire/` that is taken away from a desk that runs. */
import { cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { refuseLostWire } from '../../src/desk/lost-wire.ts';
import { openDesk, type OpenDesk } from '../../src/desk/open-desk.ts';
import { watchWirePlace, type WireWatch } from '../../src/desk/wire-watch.ts';
import { commitOf } from '../wire/samples.ts';
import { deskFolder } from '../support/desk-folder.ts';

type Scene = {
  readonly desk: OpenDesk;
  readonly watch: WireWatch;
  readonly look: () => Promise<void>;
  readonly told: Alert[];
  readonly logged: string[];
  /** The last of those that lie there, as a path. */
  readonly rescued: () => Promise<string>;
};

async function scene(): Promise<Scene> {
  const { root } = await deskFolder();
  const desk = await openDesk(root);
  onTestFinished(() => desk[Symbol.asyncDispose]());
  const [told, logged]: [Alert[], string[]] = [[], []];
  const log = pino({}, { write: (line) => void logged.push(line) });
  const watch = watchWirePlace(desk, log, 0);
  await desk.store.log.append([commitOf('a'), commitOf('b')]);
  await desk.store.setSecret('of the desk', 's3cret');
  const look = () => watch.look((alert) => told.push(alert));
  await look();
  const rescued = async (): Promise<string> => {
    const names = await readdir(root);
    return join(root, names.findLast((name) => name.startsWith('wire-rescued-')) ?? 'none');
  };
  return { desk, watch, look, told, logged, rescued };
}

/** Moves what was rescued to where the wire was, and opens the desk again. */
async function recovered({ desk, rescued }: Scene): Promise<OpenDesk> {
  const { wire, root } = desk.folders;
  await rm(wire, { recursive: true, force: true });
  await rename(await rescued(), wire);
  const again = await openDesk(root);
  onTestFinished(() => again[Symbol.asyncDispose]());
  return again;
}

it('that is in its place is left alone, whatever is written to it', async () => {
  const { desk, watch, look, told, logged } = await scene();
  await desk.store.log.append([commitOf('c')]);
  await look();
  expect([told, logged, watch.gone.aborted, await readdir(desk.folders.root)]).toEqual([
    [],
    [],
    false,
    ['stories', 'wire', 'wiredesk.yaml'],
  ]);
  expect(() => watch.throwIfGone()).not.toThrow();
});

it.each([
  ['removed', (wire: string) => rm(wire, { recursive: true })],
  ['moved away', (wire: string) => rename(wire, `${wire}.away`)],
  ['left without its log', (wire: string) => rm(join(wire, 'wire.sqlite-wal'))],
  ['replaced by one of another desk', replaceByOther],
])('that is %s stops the desk, and all that it knew comes back with its key', async (_, takeAway) => {
  const there = await scene();
  const { desk, watch, look, told, rescued } = there;
  await takeAway(desk.folders.wire);
  await desk.store.log.append([commitOf('c')]);
  await look();
  const name = (await rescued()).split('/').at(-1);
  expect(told).toMatchObject([{ type: 'wire.gone', facts: { rescued: name } }]);
  expect(watch.gone.aborted).toBe(true);
  expect(() => watch.throwIfGone()).toThrow(`all but its pictures is in ${name}/: move that to wire/`);
  expect((await stat(await rescued())).mode & 0o077).toBe(0);

  await look();
  expect(told).toHaveLength(1);
  // What comes of the last deliveries is written when the desk ends.
  await desk.store.setNote('at the end', 'yes');
  await watch[Symbol.asyncDispose]();
  const { store } = await recovered(there);
  expect((await store.log.after(0, 10)).map(({ guid }) => guid)).toEqual(['a', 'b', 'c'].map(guidOf));
  expect([await store.note('at the end'), await store.secret('of the desk')]).toEqual(['yes', 's3cret']);
});

function guidOf(slug: string): string {
  return commitOf(slug).version.guid;
}

async function replaceByOther(wire: string): Promise<void> {
  const { root } = await deskFolder();
  const other = await openDesk(root);
  await other.store.log.append([commitOf('other')]);
  await other[Symbol.asyncDispose]();
  await rm(wire, { recursive: true });
  await cp(join(root, 'wire'), wire, { recursive: true });
}

it('that is there again at the second look was only on its way', async () => {
  const { desk, watch, look, told } = await scene();
  const { wire } = desk.folders;
  await rename(wire, `${wire}.away`);
  const looked = look();
  await rename(`${wire}.away`, wire);
  await looked;
  expect([told, watch.gone.aborted]).toEqual([[], false]);
});

it('is waited for where what it held cannot be saved', async () => {
  const { desk, watch, look, logged, told } = await scene();
  const { root } = desk.folders;
  await rename(root, `${root}.away`);
  await look();
  await rename(`${root}.away`, root);
  expect(logged.join()).toContain('cannot be saved: tried again in a minute');
  expect([told, watch.gone.aborted]).toEqual([[], false]);
  await rm(desk.folders.wire, { recursive: true });
  await look();
  expect(watch.gone.aborted).toBe(true);
});

it('is named to who starts the desk without it', async () => {
  const there = await scene();
  const { desk, look, rescued } = there;
  await rm(desk.folders.wire, { recursive: true });
  await look();
  const folders = { ...desk.folders, feeds: join(desk.folders.root, 'feeds') };
  await cp(join(import.meta.dirname, '..', 'golden'), join(folders.feeds, 'stories'), { recursive: true });
  const name = (await rescued()).split('/').at(-1);
  const empty = { ...desk.store, log: { ...desk.store.log, head: async () => undefined } };
  await expect(refuseLostWire({ store: empty, folders })).rejects.toThrow(`is in ${name}/: move that to wire/.`);
  expect((await readFile(join(await rescued(), 'secret.key'), 'utf8')).length).toBeGreaterThan(40);
});
