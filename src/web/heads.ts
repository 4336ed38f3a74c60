/** The head of an answer is written once a second, however many answers bear it: no field in it changes within one. */
import { type Answer, fieldLines } from './answers.ts';
import type { Representation } from './representation.ts';
import type { Sent } from './serve-file.ts';

type Head = Answer['headers'];

type Written = {
  readonly sent: Sent;
  readonly second: number;
  readonly head: Head;
};

export type WriteHead = (sent: Sent) => Head;

/** Of each representation the latest is kept, as long as that is. */
export function oncePerSecond(write: (sent: Sent) => Readonly<Record<string, string>>): WriteHead {
  const latest = new WeakMap<Representation, Written>();
  return (sent) => {
    const before = latest.get(sent.content);
    const second = Math.floor(sent.sentAt.getTime() / 1000);
    if (before?.second === second && isSame(before.sent, sent)) return before.head;
    const head = fieldLines(write(sent));
    latest.set(sent.content, { sent, second, head });
    return head;
  };
}

/** But for the instant. Links to one file by several names are several documents with one content. */
function isSame(one: Sent, other: Sent): boolean {
  return (
    one.file === other.file &&
    one.link === other.link &&
    one.isInWindow === other.isInWindow &&
    one.isDatedUpTo === other.isDatedUpTo
  );
}
