/**
 * A batch of deliveries as text, to be handed from one thread to another: a third of what it costs to hand over its objects.
 * Of its rows the values alone, and each story's guid once, since an event goes to many.
 */
import type { DeliveryBatch } from './store.ts';
import type { Progress, Receipt, SentMark } from './subscriber.ts';

type ReceiptValues = readonly [
  subscriberId: number,
  seq: number,
  outcome: Receipt['outcome'],
  finishedAt: string,
  attempts: number,
  durationMs: number,
  status: number | null,
  /** Of a dead letter. */
  ...words: readonly [reason?: string | null, answer?: string | null],
];

type MarkValues = readonly [subscriberId: number, story: number, version: number, outcome: SentMark['outcome']];

type Written = Omit<DeliveryBatch, 'progress' | 'receipts' | 'sent'> & {
  readonly progress: readonly (readonly [number, Progress])[];
  readonly receipts: readonly ReceiptValues[];
  readonly guids: readonly string[];
  readonly sent: readonly MarkValues[];
};

export function asText({ progress, receipts, sent = [], ...rest }: DeliveryBatch): string {
  const numbers = new Map<string, number>();
  const numberOf = (guid: string): number => {
    const known = numbers.get(guid);
    if (known !== undefined) return known;
    numbers.set(guid, numbers.size);
    return numbers.size - 1;
  };
  const marks = sent.map(({ subscriberId, guid, version, outcome }): MarkValues => [
    subscriberId,
    numberOf(guid),
    version,
    outcome,
  ]);
  const written: Written = {
    ...rest,
    progress: [...progress],
    receipts: receipts.map(valuesOf),
    guids: [...numbers.keys()],
    sent: marks,
  };
  return JSON.stringify(written);
}

function valuesOf({ subscriberId, seq, outcome, finishedAt, attempts, durationMs, ...result }: Receipt): ReceiptValues {
  const { status = null, reason, answer } = result;
  const values = [subscriberId, seq, outcome, finishedAt, attempts, durationMs, status] as const;
  return reason === undefined && answer === undefined ? values : [...values, reason ?? null, answer ?? null];
}

export function batchFrom(text: string): DeliveryBatch {
  const written: Written = JSON.parse(text);
  const { progress, receipts, guids, sent, ...rest } = written;
  return {
    ...rest,
    progress: new Map(progress),
    receipts: receipts.map(receiptFrom),
    sent: sent.map(([subscriberId, story, version, outcome]) => {
      return { subscriberId, guid: guids[story] ?? '', version, outcome };
    }),
  };
}

function receiptFrom(values: ReceiptValues): Receipt {
  const [subscriberId, seq, outcome, finishedAt, attempts, durationMs, status, reason = null, answer = null] = values;
  return {
    subscriberId,
    seq,
    outcome,
    finishedAt,
    attempts,
    durationMs,
    ...(status !== null && { status }),
    ...(reason !== null && { reason }),
    ...(answer !== null && { answer }),
  };
}
