/** What comes from another system between two passes, by files or by the API, and what is done to its files. */
import { fileCopy } from '../../../src/desk/filing/file-copy.ts';
import { type Deed, type Editing, toldOf } from './deed.ts';
import { illustrate } from './picturing.ts';
import type { Filed } from './newsroom.ts';
import { guidOf, type SentFile } from './sender.ts';

export async function receive(editing: Editing): Promise<Deed> {
  const { sender, chances } = editing;
  const roll = chances.roll();
  const known = [...sender.files.keys()];
  if (known.length === 0 || roll < 0.66) return send(editing);
  const path = chances.pick(known);
  if (roll < 0.8) return picture(path, editing);
  if (roll < 0.86) return again(path, editing);
  return roll < 0.92 ? remove(path, editing) : move(path, editing);
}

async function send(editing: Editing): Promise<Deed> {
  const { sender, newsroom, chances, desk, fate } = editing;
  const file = sender.next(desk.now, await heldItems(editing));
  for (const { item } of file.sent) item.path = file.path;
  adoptPictures(file, editing);
  if (chances.chance(0.2)) {
    const bytes = Buffer.from(file.bytes);
    const kind = file.path.endsWith('.json') ? 'ninjs' : 'newsml-g2';
    const end = await desk.doing(fate, (taking) => fileCopy({ kind, bytes, name: file.path }, taking));
    if (newsroom.bytesOf(file)?.equals(bytes) === true) sender.saved(file);
    return { told: `${toldFile(file)} is filed from afar${toldOf(end)}`, hasDied: end?.kind === 'died' };
  }
  newsroom.save(file, file.bytes);
  sender.saved(file);
  return { told: `${toldFile(file)} comes in`, saved: [file.path] };
}

/** What lies beside a file is of the item that comes in it now. */
function adoptPictures({ path, sent }: SentFile, { newsroom }: Editing): void {
  for (const { item } of sent) {
    for (const name of ['', '-1', '-2']) {
      const lying = path.replace(/\.[^.]*$/, `${name}.jpg`);
      const there = newsroom.pictureAt(lying);
      if (there === undefined) continue;
      newsroom.adopt(there, item);
      item.pictures.set(lying, there.word);
    }
  }
}

/** Beside a file with one item in it or with several: then nobody can tell whose it is. */
function picture(path: string, editing: Editing): Deed {
  const [{ item } = {}] = editing.sender.files.get(path)?.sent ?? [];
  if (item === undefined || item.path !== path) return { told: `${path} gets no picture` };
  return illustrate(item, editing);
}

async function heldItems({ newsroom, desk: { wire } }: Editing): Promise<ReadonlySet<Filed>> {
  const held = new Set<Filed>();
  for (const item of newsroom.items) {
    if ((await wire.stories.version(guidOf(item)))?.heldBy === 'desk') held.add(item);
  }
  return held;
}

function again(path: string, { sender, newsroom }: Editing): Deed {
  const bytes = sender.files.get(path)?.bytes;
  if (bytes !== undefined) newsroom.save({ path }, bytes);
  return { told: `${path} comes once more as it was`, saved: [path] };
}

function remove(path: string, { sender, newsroom }: Editing): Deed {
  newsroom.remove({ path });
  sender.files.delete(path);
  return { told: `${path} is deleted`, saved: [path] };
}

function moveItem(item: Filed, from: string, to: string, { newsroom, chances }: Editing): void {
  if (item.path !== from) return;
  item.path = to;
  if (chances.chance(0.5)) newsroom.movePictures(item, from, to);
}

function move(path: string, editing: Editing): Deed {
  const { sender, newsroom, chances } = editing;
  const to = `${chances.pick(['', 'other/', 'read/'])}${path.slice(path.lastIndexOf('/') + 1)}`;
  if (newsroom.isThere({ path: to }) || !newsroom.isThere({ path })) return { told: `${path} stays` };
  newsroom.rename(path, to);
  for (const { item } of sender.files.get(path)?.sent ?? []) moveItem(item, path, to, editing);
  sender.move(path, to);
  return { told: `${path} is moved to ${to}`, saved: [path, to] };
}

function toldFile({ path, sent }: SentFile): string {
  const told = sent.map(
    ({ item, version, status, isBad, text: { word, embargo } }) =>
      `${item.name} v${version} ${status}${isBad ? ', bad' : ''}${embargo === undefined ? '' : `, embargo ${new Date(embargo).toISOString()}`}, ${word}`,
  );
  return `${path} with [${told.join('; ')}]`;
}
