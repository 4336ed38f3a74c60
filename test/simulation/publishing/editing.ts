/** What the newsroom does between two passes: saves, moves, deletes, and acts of its editors by command or API. */
import {
  correctStory,
  expireStory,
  holdStory,
  killStory,
  releaseStory,
  type ActContext,
} from '../../../src/publish/acts.ts';
import { fileCopy } from '../../../src/desk/filing/file-copy.ts';
import { unreadFile } from '../../../src/desk/unread-file.ts';
import { isHeld } from '../../../src/story/life.ts';
import { toInstant } from '../../../src/story/instant.ts';
import { WiredeskError } from '../../../src/story/wiredesk-error.ts';
import type { StoryEntry } from '../../../src/wire/store.ts';
import type { Filed, Front } from './newsroom.ts';
import { type Deed, type Editing, toldOf } from './deed.ts';
import { illustrate, saveSibling } from './picturing.ts';
import { receive } from './receiving.ts';
import { guidOf } from './sender.ts';

const HOUR = 60 * 60_000;
const FILES_MAX = 9;

/** Says what was done, and which files were saved by it. */
export async function edit(editing: Editing): Promise<Deed> {
  const { newsroom, chances } = editing;
  if (chances.chance(editing.sent)) return receive(editing);
  const roll = chances.roll();
  const filed = newsroom.files.length === 0 ? undefined : chances.pick(newsroom.files);
  if (filed === undefined || (roll < 0.18 && newsroom.files.length < FILES_MAX)) return saveNew(editing);
  if (roll < 0.23) return sibling(filed, editing);
  if (roll < 0.25) return saveBroken(filed, editing);
  if (roll < 0.42) return saveAgain(filed, editing);
  if (roll < 0.47) return saveSame(filed, editing);
  if (roll < 0.52) return remove(filed, editing);
  if (roll < 0.58) return move(filed, editing);
  if (roll < 0.69) return illustrate(filed, editing);
  if (roll < 0.73) return saveBeside(filed, editing);
  if (roll < 0.77) return notice(filed, editing);
  if (roll < 0.83) return fileFromAfar(filed, editing);
  return act(newsroom.items.length > 0 && chances.chance(0.3) ? chances.pick(newsroom.items) : filed, editing);
}

function front({ desk, chances }: Editing): Front {
  const roll = chances.roll();
  const soon = desk.now + chances.pick([-1, 1, 3, 30]) * HOUR;
  return {
    ...(roll < 0.22 && { embargo: soon }),
    ...(roll > 0.22 && roll < 0.4 && { expires: desk.now + chances.pick([1, 5, 60]) * HOUR }),
    ...(roll > 0.4 && roll < 0.47 && { hold: true }),
    ...(roll > 0.47 && roll < 0.5 && { kill: true }),
    ...(roll > 0.5 && roll < 0.56 && { correction: true }),
    ...(chances.chance(0.4) && { section: chances.pick(['Politics', 'Sport']) }),
    ...(chances.chance(0.3) && { urgency: chances.pick([1, 4, 7]) }),
    ...(chances.chance(0.06) && { pictures: chances.pick(['none', '[{ credit: PANA }]']) }),
  };
}

function saveNew(editing: Editing): Deed {
  const { newsroom, chances } = editing;
  const folder = chances.pick(['', '', 'fr/', 'sport/', 'pt/sport/']);
  const filed = newsroom.newFile((name) => `${folder}council-meets-${name}.txt`);
  newsroom.save(filed, newsroom.copyFor(filed, front(editing), { hasMore: chances.chance(0.15) }));
  if (chances.chance(0.2)) newsroom.savePicture(filed, 0);
  return { told: `${filed.path} is saved`, saved: [filed.path] };
}

async function isHeldByDesk({ path }: Filed, { desk: { wire } }: Editing): Promise<boolean> {
  const entry = await wire.stories.atPath(path);
  const version = entry === undefined ? undefined : await wire.stories.version(entry.guid);
  return version?.heldBy === 'desk';
}

async function entriesOf(filed: Filed, { newsroom, desk: { wire } }: Editing): Promise<readonly StoryEntry[]> {
  const { path } = filed;
  if (newsroom.items.includes(filed)) {
    const entry = await wire.stories.withGuid(guidOf(filed));
    return entry === undefined ? [] : [entry];
  }
  const slug = path.replace(/^.*\/|\.txt$/g, '').replace('parliament-', 'council-');
  const [here, named] = [await wire.stories.atPath(path), await wire.stories.withSlugBase(slug)];
  return [...(here === undefined ? [] : [here]), ...named];
}

async function saveAgain(filed: Filed, editing: Editing): Promise<Deed> {
  const { newsroom } = editing;
  const isHeldNow = await isHeldByDesk(filed, editing);
  newsroom.save(filed, newsroom.copyFor(filed, front(editing), { isHeld: isHeldNow }));
  return { told: `${filed.path} is edited`, saved: [filed.path] };
}

/** Once it is known its file is tidied away, and the other story goes on: the picture stays where it lies. */
async function sibling(filed: Filed, editing: Editing): Promise<Deed> {
  const { newsroom } = editing;
  const stem = filed.path.replace(/\.txt$/, '-');
  const known = newsroom.files.find(
    (other) => other.path.startsWith(stem) && other.sibling?.isKnown === true && newsroom.isThere(other),
  );
  if (known === undefined) return saveSibling(filed, front(editing), editing);
  newsroom.removeFile(known);
  const { told, saved = [] } = await saveAgain(filed, editing);
  return { told: `${known.path} is deleted, and ${told}`, saved: [known.path, ...saved] };
}

/** As it may be while an editor is at it: nobody can tell what it says. */
function saveBroken(filed: Filed, { newsroom }: Editing): Deed {
  const { word } = newsroom.newText(filed, { embargo: undefined, isTakenBack: true, waitsForRelease: false });
  newsroom.save(filed, `---\nembargo: soon\n---\nCouncil meets again on ${word} today\n\nIt met on ${word}.\n`);
  return { told: `${filed.path} is edited, and cannot be read`, saved: [filed.path] };
}

function saveSame(filed: Filed, { newsroom }: Editing): Deed {
  const bytes = newsroom.bytesOf(filed);
  if (bytes === undefined) return { told: `${filed.path} is not there` };
  newsroom.save(filed, bytes);
  return { told: `${filed.path} is saved once more as it was`, saved: [filed.path] };
}

function remove(filed: Filed, { newsroom }: Editing): Deed {
  newsroom.removeFile(filed);
  return { told: `${filed.path} is deleted`, saved: [filed.path] };
}

function move(filed: Filed, { newsroom, chances }: Editing): Deed {
  const { path } = filed;
  // Edited and moved at once it is another file to whoever looks later.
  if (filed.texts.some(({ waitsForRelease }) => waitsForRelease)) return { told: `${path} stays` };
  const base = path.slice(path.lastIndexOf('/') + 1);
  const renamed = chances.chance(0.3) ? base.replace('council-', 'parliament-') : base;
  newsroom.move(filed, `${chances.pick(['', 'fr/', 'sport/'])}${renamed}`);
  return { told: `${path} is moved to ${filed.path}`, saved: [path, filed.path] };
}

/** A translation, a lead or a further take. */
function saveBeside(filed: Filed, editing: Editing): Deed {
  const { newsroom, chances } = editing;
  if (newsroom.files.length >= FILES_MAX + 3) return { told: 'there is enough' };
  if (chances.chance(0.5)) {
    const base = filed.path.slice(filed.path.lastIndexOf('/') + 1);
    const path = filed.path.startsWith('fr/') ? base : `fr/${base}`;
    if (newsroom.files.some((other) => other.path === path)) return { told: 'it is translated already' };
    const translation = newsroom.newFile(() => path, filed);
    newsroom.save(translation, newsroom.copyFor(translation, front(editing)));
    return { told: `${path} is saved, a translation`, saved: [path] };
  }
  if (chances.chance(0.25)) return saveTranslation(filed, editing);
  const mark = chances.pick([...LEADS, ...TAKES]);
  const isTake = TAKES.includes(mark);
  const { slugline, path: of } = filed;
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const part = newsroom.newFile((name) => `${folder}${isTake ? 'add' : 'lead'}-${name}.txt`, { slugline });
  newsroom.save(part, newsroom.copyFor(part, front(editing), { mark }));
  return { told: `${part.path} is saved, ${mark} of ${filed.path}`, saved: [part.path] };
}

const LEADS: readonly string[] = ['1ST LEAD', '1st Lead', '2ND LEAD'];
const TAKES: readonly string[] = ['ADD 1', '1ST ADD', '2nd Take', '3RD TAKE', 'ADD 2'];

/** Under another name: it says by itself what it translates. */
function saveTranslation(filed: Filed, editing: Editing): Deed {
  const { newsroom, chances } = editing;
  const translation = newsroom.newFile((name) => `${chances.pick(['fr/', 'fr/', 'pt/', ''])}le-conseil-${name}.txt`);
  const translationOf = chances.pick([filed.path, filed.path.replace(/^.*\/|\.txt$/g, '')]);
  newsroom.save(translation, newsroom.copyFor(translation, { ...front(editing), translationOf }));
  return { told: `${translation.path} is saved, translationOf: ${translationOf}`, saved: [translation.path] };
}

function notice(filed: Filed, { newsroom, chances }: Editing): Deed {
  const kind = chances.pick(['KILL', 'HOLD']);
  const path = `notice-${chances.below(100_000)}.txt`;
  filed.isOrderedBack = true;
  newsroom.save(
    { path },
    `${kind} - council-meets-${filed.name}\n\nEditors: ${kind.toLowerCase()} the story slugged council-meets-${filed.name}.\n`,
  );
  return { told: `${path} is saved, a notice to ${kind} ${filed.path}`, saved: [path] };
}

/** By the API: as a new text of that file, or under a name of its own. */
async function fileFromAfar(filed: Filed, editing: Editing): Promise<Deed> {
  const { newsroom, chances, desk, fate } = editing;
  const isNew = chances.chance(0.3) && newsroom.files.length < FILES_MAX;
  const target = isNew ? newsroom.newFile((name) => `api/council-meets-${name}.txt`) : filed;
  const isHeldNow = await isHeldByDesk(target, editing);
  const bytes = Buffer.from(newsroom.copyFor(target, front(editing), { isHeld: isHeldNow }));
  const end = await desk.doing(fate, (taking) => fileCopy({ kind: 'copy', bytes, name: target.path }, taking));
  return { told: `${target.path} is filed from afar${toldOf(end)}`, hasDied: end?.kind === 'died' };
}

async function act(filed: Filed, editing: Editing): Promise<Deed> {
  const { desk, newsroom, chances, fate } = editing;
  const entries = await entriesOf(filed, editing);
  if (entries.length === 0) return { told: 'nothing to act on' };
  const entry = chances.pick(entries);
  const { guid } = entry;
  const kind = chances.pick(['kill', 'hold', 'hold', 'release', 'release', 'correct', 'correct', 'expire'] as const);
  const last = await desk.wire.stories.version(guid);
  const owner = newsroom.ownersOf(guid);
  if (kind === 'kill' || kind === 'hold') for (const each of owner) each.isOrderedBack = true;
  if (kind === 'release' && last !== undefined && isHeld(last)) for (const each of owner) newsroom.released(each);
  const end = await desk.doing(fate, async (_, open) => {
    const context: ActContext = { store: open.store, agency: 'PANA', now: desk.clock };
    if (kind === 'kill') return killStory(context, guid, { reason: 'it was wrong' });
    if (kind === 'hold') return holdStory(context, guid, { reason: 'not checked yet' });
    if (kind === 'expire') return expireStory(context, guid, toInstant(new Date(desk.now + chances.below(3) * HOUR)));
    const unread = await unreadFile(open, entry);
    if (kind === 'release') return releaseStory(context, guid, unread);
    return correctStory(context, guid, { note: `the day of ${filed.texts.length} was wrong`, unread });
  });
  if (end?.kind === 'failed' && !(end.error instanceof WiredeskError)) throw end.error;
  return { told: `${kind} ${entry.slug}${toldOf(end)}`, hasDied: end?.kind === 'died' };
}
