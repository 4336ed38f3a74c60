/** The thread that records deliveries: it has a connection of its own, and waits for the disk by itself. */
import { parentPort, workerData } from 'node:worker_threads';

import { batchFrom } from './batch-text.ts';
import { openDatabase } from './sqlite-database.ts';
import { recorder } from './sqlite-deliveries.ts';
import { asRefusal, type RecordAnswer, type RecordOrder } from './record-apart.ts';

/* oxlint-disable typescript/no-unsafe-type-assertion, unicorn/require-post-message-target-origin -- what comes and goes
   here is what record-apart.ts hands over, between threads */
const { file } = workerData as { readonly file: string };
const database = openDatabase(file);
const record = recorder(database);

parentPort?.on('message', ({ id, batch }: RecordOrder) => {
  void answer(id, batch).then((told) => parentPort?.postMessage(told));
});

async function answer(id: number, text: string): Promise<RecordAnswer> {
  try {
    return { id, dropped: await record(batchFrom(text)) };
  } catch (error) {
    return { id, refusal: asRefusal(error) };
  }
}
