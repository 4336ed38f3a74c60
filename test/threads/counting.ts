/** A thread for asked-thread.test.ts: it adds up, slowly, and can be told to refuse and to end. */
import { setTimeout as sleep } from 'node:timers/promises';

import { answerEach } from '../../src/threads/answering.ts';

export type CountingTalk = {
  readonly given: { readonly from: number };
  readonly question: { readonly add: number; readonly afterMs?: number } | 'refuse' | 'end' | 'break';
  readonly answer: number;
};

answerEach<CountingTalk>(({ from }) => {
  let sum = from;
  return async (question) => {
    if (question === 'refuse') throw new Error('it is not to be');
    if (question === 'end') process.exit(0);
    if (question === 'break') {
      setImmediate(() => {
        throw new Error('it broke');
      });
      return new Promise<never>(() => {});
    }
    await sleep(question.afterMs ?? 0);
    sum += question.add;
    return sum;
  };
});
