/** The thread that writes documents for feeds-apart.ts, in the order in which it gets them. */
import { rename } from 'node:fs/promises';

import { answerEach } from '../threads/answering.ts';
import { codeApart } from './coder-apart.ts';
import type { FeedsTalk } from './feeds-apart.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { fileCallsAtOnce } from './file-calls-at-once.ts';

/**
 * A name that is given to the next document lets go of the last one: some file systems give its blocks back to the disk at once
 * (ext4 with `discard` and no journal: 2 ms), and several of Node's threads can wait for that.
 */
const files = { ...fileCallsAtOnce, rename };

answerEach<FeedsTalk>(({ feedsFolder }) => {
  const code = codeApart();
  let folder: FeedsFolder | undefined;
  return async (question) => {
    folder ??= new FeedsFolder(feedsFolder, { files, code });
    switch (question.kind) {
      case 'put':
        await folder.put(question.path, question.bytes, question.isCoded);
        break;
      case 'putFolder':
        await folder.putFolder(question.path, question.documents);
        break;
      case 'remove':
        await folder.remove(question.path);
        break;
      case 'settle':
        return folder.settle();
      case 'end': {
        const ended = folder;
        // Whatever became of it, the next pass has another.
        folder = undefined;
        await ended[Symbol.asyncDispose]();
      }
    }
    return undefined;
  };
});
