/** The thread that codes documents for coder-apart.ts. */
import { answerEach } from '../threads/answering.ts';
import { codedAtOnce, type CodingTalk } from './coder-apart.ts';

answerEach<CodingTalk>(
  () =>
    async ({ bytes, codings }) =>
      codedAtOnce(bytes, codings),
);
