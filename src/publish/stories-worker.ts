/** The thread that writes the folders of stories, one after the other, for stories-apart.ts. */
import { parentPort, workerData } from 'node:worker_threads';

import { formats } from '../formats/index.ts';
import { pictureShelf } from '../wire/picture-shelf.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { fileCallsAtOnce } from './file-calls.ts';
import type { ThreadContext, StoryAnswer, StoryOnItsWay, StoryOrder } from './stories-apart.ts';
import { writeStory } from './story-documents.ts';

/* oxlint-disable typescript/no-unsafe-type-assertion, unicorn/require-post-message-target-origin -- what comes and goes
   here is what stories-apart.ts hands over, between threads */
const { desk, feedsFolder, picturesFolder } = workerData as ThreadContext;
const context = { desk, feedsFolder, formats, pictures: pictureShelf(picturesFolder) };
const folder = new FeedsFolder(feedsFolder, { files: fileCallsAtOnce });
let last: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (order: StoryOrder) => {
  last = last.then(() => answer(order)).then((told) => parentPort?.postMessage(told));
});

async function answer(order: StoryOrder): Promise<StoryAnswer> {
  try {
    return { id: order.id, ...(await carryOut(order)) };
  } catch (error) {
    return { id: order.id, refusal: error instanceof Error ? error.message : String(error) };
  }
}

async function carryOut(order: StoryOrder): Promise<Omit<StoryAnswer, 'id'>> {
  if (order.kind === 'write') {
    const { version, related } = JSON.parse(order.story) as StoryOnItsWay;
    return { problems: await writeStory(version, related, context, folder) };
  }
  if (order.kind === 'settle') return { changed: await folder.settle() };
  await folder[Symbol.asyncDispose]();
  return {};
}
