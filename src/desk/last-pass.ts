/** What the last pass came to, remembered on the wire for whoever asks how the desk is. */
import type { Held, Pass, Scope } from '../publish/publish-pass.ts';
import type { Store } from '../wire/store.ts';

export type LastPass = {
  /** ISO 8601. */
  readonly endedAt: string;
  /** The command that ran it. */
  readonly by: string;
  /** Whether it could do its work. */
  readonly ok: boolean;
  readonly new: number;
  readonly updated: number;
  /** How many files cannot be used, also where that pass had nothing to do with them. */
  readonly errors: number;
  /** The first of them, as the user would name them; absent in what an older release has noted. */
  readonly unusable?: readonly string[];
  readonly held: Pass['held'];
};

const NOTE = 'last-pass';
const STORIES = 'stories/';
const HELD_MAX = 1_000;
const UNUSABLE_MAX = 1_000;

export async function lastPass(store: Pick<Store, 'note'>): Promise<LastPass | undefined> {
  const note = await store.note(NOTE);
  return note === undefined ? undefined : (JSON.parse(note) satisfies LastPass);
}

type PassDone = { readonly by: string; readonly endedAt: string; readonly scope: Scope; readonly pass: Pass };

export async function notePass(store: Pick<Store, 'note' | 'setNote'>, done: PassDone): Promise<void> {
  const { by, endedAt, scope, pass } = done;
  const told = new Set(pass.held.map(({ path }) => path));
  const isStill = ({ path }: Held): boolean => scope !== 'all' && !scope.has(path) && !told.has(path);
  const known = await lastPass(store);
  const before = (known?.held ?? []).filter(isStill);
  const isOutside = (file: string): boolean => scope !== 'all' && !scope.has(file.slice(STORIES.length));
  const unusable = new Set([
    ...(known?.unusable ?? []).filter((file) => file.startsWith(STORIES) && isOutside(file)),
    ...pass.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
  ]);
  const last: LastPass = {
    endedAt,
    by,
    ok: true,
    new: pass.new.length,
    updated: pass.updated.length,
    errors: unusable.size,
    unusable: [...unusable].slice(0, UNUSABLE_MAX),
    held: [...before, ...pass.held].slice(0, HELD_MAX),
  };
  await store.setNote(NOTE, JSON.stringify(last));
}

export async function noteFailedPass(
  store: Pick<Store, 'note' | 'setNote'>,
  failed: Omit<PassDone, 'pass' | 'scope'>,
): Promise<void> {
  const { held = [], unusable = [] } = (await lastPass(store)) ?? {};
  const last: LastPass = { ...failed, ok: false, new: 0, updated: 0, errors: unusable.length, unusable, held };
  await store.setNote(NOTE, JSON.stringify(last));
}
