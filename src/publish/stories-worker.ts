/** The thread that writes the folders of stories, one after the other, for stories-apart.ts. */
import { formats } from '../formats/index.ts';
import { answerEach } from '../threads/answering.ts';
import { pictureShelf } from '../wire/picture-shelf.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { fileCallsAtOnce } from './file-calls-at-once.ts';
import type { StoriesTalk, StoryOnItsWay } from './stories-apart.ts';
import { writeStory } from './story-documents.ts';

answerEach<StoriesTalk>(({ desk, feedsFolder, picturesFolder }) => {
  const context = { desk, feedsFolder, formats, pictures: pictureShelf(picturesFolder) };
  const folder = new FeedsFolder(feedsFolder, { files: fileCallsAtOnce });
  return async (question) => {
    if (question.kind === 'write') {
      const { version, related }: StoryOnItsWay = JSON.parse(question.story);
      return writeStory(version, related, context, folder);
    }
    if (question.kind === 'settle') return { changed: await folder.settle() };
    await folder[Symbol.asyncDispose]();
    return {};
  };
});
