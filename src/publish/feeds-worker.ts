/** The thread that writes documents for feeds-apart.ts, in the order in which it gets them. */
import { answerEach } from '../threads/answering.ts';
import { codeApart } from './coder-apart.ts';
import type { FeedsTalk } from './feeds-apart.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { fileCallsAtOnce } from './file-calls-at-once.ts';

answerEach<FeedsTalk>(({ feedsFolder }) => {
  const code = codeApart();
  let folder: FeedsFolder | undefined;
  return async (question) => {
    folder ??= new FeedsFolder(feedsFolder, { files: fileCallsAtOnce, code });
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
      case 'removeAfterwards':
        await folder.removeAfterwards(question.path);
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
