import { expect, it, onTestFinished } from 'vitest';

import { type AskedThread, startThread, threadModule } from '../../src/threads/asked-thread.ts';
import type { CountingTalk } from './counting.ts';

function start(): AskedThread<CountingTalk> {
  const thread = startThread<CountingTalk>(threadModule('counting', import.meta.url), {
    given: { from: 100 },
    refused: (message) => new RangeError(message),
    lost: (cause) => new TypeError('it is gone', { cause }),
  });
  onTestFinished(() => thread.end());
  return thread;
}

it('answers in the order of the questions, also where the first takes longer', async () => {
  const thread = start();
  const answers = [30, 0, 0].map((afterMs) => thread.ask({ add: 1, afterMs }));
  expect(await Promise.all(answers)).toEqual([101, 102, 103]);
});

it('refuses one question in the words of its asker, and answers the next', async () => {
  const thread = start();
  const refused = thread.ask('refuse');
  const next = thread.ask({ add: 1 });
  await expect(refused).rejects.toThrow(new RangeError('it is not to be'));
  expect(await next).toBe(101);
});

it.each([
  ['ends', 'end', undefined],
  ['breaks', 'break', new Error('it broke')],
] as const)('that %s leaves no question waiting, and answers nothing any more', async (_, how, cause) => {
  const thread = start();
  const asked = [thread.ask(how), thread.ask({ add: 1 })];
  for (const answer of await Promise.allSettled(asked)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: new TypeError('it is gone', { cause }) });
  }
  expect(thread.hasEnded).toBe(true);
  await expect(thread.ask({ add: 1 })).rejects.toThrow('it is gone');
  await thread.end();
});

it('is ended only when all that it was asked is answered', async () => {
  const thread = start();
  const answer = thread.ask({ add: 1, afterMs: 30 });
  await thread.end();
  expect(await answer).toBe(101);
});

it('that cannot be handed a question says so, and takes the next', async () => {
  const thread = start();
  const unheard = { add: 1, afterMs: (() => 0) as unknown as number };
  await expect(thread.ask(unheard)).rejects.toThrow('could not be cloned');
  expect(await thread.ask({ add: 1 })).toBe(101);
});
