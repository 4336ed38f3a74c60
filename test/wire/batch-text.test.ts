/** A batch as it goes from one thread to another. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { asText, batchFrom } from '../../src/wire/batch-text.ts';
import type { DeliveryBatch } from '../../src/wire/store.ts';

const number = fc.nat();
const words = fc.string();
const outcome = fc.constantFrom('delivered', 'dead');

const receipt = fc.record(
  {
    subscriberId: number,
    seq: number,
    outcome,
    finishedAt: fc.constantFrom('2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.001Z'),
    attempts: number,
    durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map(Math.abs),
    status: number,
    reason: words,
    answer: words,
  },
  { requiredKeys: ['subscriberId', 'seq', 'outcome', 'finishedAt', 'attempts', 'durationMs'], noNullPrototype: true },
);

const mark = fc.record(
  {
    subscriberId: number,
    guid: fc.constantFrom('urn:a', 'urn:b', 'urn:c'),
    version: number,
    outcome: fc.constantFrom('delivered', 'possible'),
  },
  { noNullPrototype: true },
);

it('is the same on the other side, whatever of it there is', () => {
  const progress = { cursor: 7, failures: 1, retryAt: '2026-11-24T12:00:00.000Z', keepsUp: true };
  const batches: fc.Arbitrary<DeliveryBatch> = fc.record(
    {
      progress: fc.uniqueArray(number).map((ids) => new Map(ids.map((id) => [id, progress]))),
      receipts: fc.array(receipt),
      sent: fc.array(mark),
      lanes: fc.array(
        fc.record({ subscriberId: number, guid: words, gone: fc.constant(true) }, { noNullPrototype: true }),
      ),
      checkpoint: number,
      isOrderly: fc.boolean(),
    },
    { requiredKeys: ['progress', 'receipts', 'sent'], noNullPrototype: true },
  );
  fc.assert(
    fc.property(batches, (batch) => {
      expect(batchFrom(asText(batch))).toEqual(batch);
    }),
  );
});
