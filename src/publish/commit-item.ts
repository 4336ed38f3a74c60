/** What another system says of its item decides before the words do: its version, and whether it may be used at all. */
import { isDeepStrictEqual } from 'node:util';

import type { Standing } from '../copy/items/item.ts';
import { isHeld, isUnderEmbargo } from '../story/life.ts';
import { isKept } from '../story/picture.ts';
import type { PubStatus, Story, StoryVersion } from '../story/story.ts';
import type { StoryEntry } from '../wire/store.ts';
import { isPart } from '../wire/story-path.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';
import { arePicturesNew } from './earlier-pictures.ts';
import { isKilled, noteKill } from './noted-kills.ts';
import { refile } from './refile.ts';
import { ageOf, newestSource, sourceOf } from './source-version.ts';

/** Nothing where its words are to be committed like any other's. */
export async function decideItem(
  reading: Reading,
  known: StoryEntry | undefined,
  context: CommitContext,
): Promise<Outcome | undefined> {
  const { item, story } = reading.copy;
  if (item === undefined) return undefined;
  if (known === undefined) return decideNewItem(item, story, context);
  const last = await context.store.stories.version(known.guid);
  if (last === undefined) throw new Error(`the wire knows ${known.guid} but has no version of it`);
  const age = ageOf(item, await newestSource(last, context.store));
  if (age === 'older') return decideOlder(item, last);
  // One file may hold a version and its kill, under one number.
  const isSameFile = known.file.hash === reading.file.hash;
  const isKnownFile = age === 'same' && item.pubStatus !== 'canceled' && isSameFile;
  if (isKnownFile && !(await arePicturesNew(reading.copy, known.guid, context.store))) {
    return refile(known, reading, context);
  }
  if (last.pubStatus === 'canceled' && item.pubStatus === 'canceled') return { kind: 'superseded' };
  // What alone is in a file that has not changed is of this desk's own where it differs: a default that it has not any more.
  const areWordsKnown = isSameFile && !isPart(reading.path);
  const isOther = age === 'same' && !areWordsKnown && isOfStatus(last, item, story, context.now());
  return isOther ? decideSame(item, story, last) : undefined;
}

async function decideNewItem(item: Standing, story: Story, { store }: CommitContext): Promise<Outcome | undefined> {
  if (item.pubStatus === 'canceled') {
    await noteKill(item.guid, sourceOf(item), store);
    return { kind: 'superseded' };
  }
  if (await isKilled(item.guid, item, store)) {
    return { kind: 'superseded', warning: `${item.guid} is not published: its sender has canceled it` };
  }
  return decideStatus(item, story);
}

/** Which came first cannot be told from numbers that run backwards. A kill must not get lost over that: an editor decides. */
function decideOlder({ guid, pubStatus, version }: Standing, last: StoryVersion): Outcome {
  if (pubStatus !== 'canceled' || last.pubStatus === 'canceled') return { kind: 'superseded' };
  const older = version === undefined ? 'an earlier version' : `version ${version}`;
  const newer = last.source?.version === undefined ? 'a later one' : `version ${last.source.version}`;
  const reason = `cancels ${guid} in ${older}, and ${newer} is out: nothing is killed. If it is to be: wiredesk kill ${last.slug}`;
  return { kind: 'refused', reason };
}

function decideStatus({ pubStatus }: Standing, story: Story): Outcome | undefined {
  if (pubStatus === 'withheld' && story.embargo === undefined) {
    return {
      kind: 'refused',
      reason: `is withheld by its sender, who names no embargo: held until it comes as usable`,
    };
  }
  return undefined;
}

function isOfStatus(last: StoryVersion, { pubStatus }: Standing, story: Story, now: Date): boolean {
  // The end of its own embargo is yet to be brought about.
  const lastStatus = isHeld(last) ? last.pubStatus : statusAt(now, last.pubStatus, last.story);
  return statusAt(now, pubStatus, story) === lastStatus;
}

/** What an embargo makes of it: while that lasts it is withheld, whatever its sender calls it, and afterwards it is not. */
function statusAt(now: Date, pubStatus: PubStatus, story: Story): PubStatus {
  if (story.embargo === undefined || pubStatus === 'canceled') return pubStatus;
  return isUnderEmbargo(story, now) ? 'withheld' : 'usable';
}

/** A number is never used again. What was edited here by hand needs the next one. */
function decideSame(item: Standing, story: Story, last: StoryVersion): Outcome | undefined {
  const { embargo: _, ...released } = story;
  const words: Story = JSON.parse(JSON.stringify(released));
  const { embargo: __, ...known } = last.story;
  // Pictures that lie beside the file are this desk's own, and no words of the sender's.
  if (isDeepStrictEqual(withoutKept(words), withoutKept(known))) return undefined;
  const version = item.version === undefined ? 'the version' : `version ${item.version}`;
  const warning = `has other words than ${version} of ${item.guid} on the wire: nothing is published. A change has a higher version`;
  return { kind: 'superseded', warning };
}

function withoutKept({ pictures = [], ...words }: Story): Story {
  return { ...words, pictures: pictures.filter((picture) => !isKept(picture)) };
}

/** An item that does not say when it was written is dated by when its sender made it. */
export function datedBy(story: Story, item: Standing | undefined): Story {
  if (story.filed !== undefined || item?.versionCreated === undefined) return story;
  const [date = '', time = ''] = item.versionCreated.slice(0, -1).split('T');
  return { ...story, filed: { date, time, timeZone: 'UTC' } };
}
