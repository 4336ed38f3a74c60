/** The thread that records deliveries: it has a connection of its own, and waits for the disk by itself. */
import { answerEach } from '../threads/answering.ts';
import { batchFrom } from './batch-text.ts';
import type { RecordTalk } from './record-apart.ts';
import { openDatabaseAgain } from './sqlite-database.ts';
import { recorder } from './sqlite-deliveries.ts';
import { StoreError } from './store.ts';

answerEach<RecordTalk>(({ file }) => {
  const record = recorder(openDatabaseAgain(file));
  return async (batch) => {
    try {
      return { dropped: await record(batchFrom(batch)) };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { refusal: { code: error.code, message: error.message } };
    }
  };
});
