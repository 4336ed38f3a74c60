/** A thread of this program that is asked, and answers each question once: the side that answers. */
import { parentPort, workerData } from 'node:worker_threads';

/** What the two sides say to each other; all of it as it can be handed from one thread to another. */
export type Talk = {
  /** What the thread is started with. */
  readonly given: unknown;
  readonly question: unknown;
  readonly answer: unknown;
};

export type Asked<T extends Talk> = { readonly id: number; readonly question: T['question'] };

/** Of an error its message alone goes back. */
export type Told<T extends Talk> = { readonly id: number } & (
  | { readonly answer: T['answer'] }
  | { readonly refusal: string }
);

/** Answers one question after the other. `begin` is called once. */
export function answerEach<T extends Talk>(
  begin: (given: T['given']) => (question: T['question']) => Promise<T['answer']>,
): void {
  const answer = begin(workerData);
  let last: Promise<void> = Promise.resolve();
  parentPort?.on('message', (asked: Asked<T>) => {
    last = replied(answer, asked, last);
  });
}

async function replied<T extends Talk>(
  answer: (question: T['question']) => Promise<T['answer']>,
  { id, question }: Asked<T>,
  before: Promise<void>,
): Promise<void> {
  await before;
  const told = await answer(question).then(
    (answered) => ({ answer: answered }),
    (error: unknown) => ({ refusal: error instanceof Error ? error.message : String(error) }),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage({ id, ...told } satisfies Told<T>);
}
