/** What else the operator is told of: room on the disk, passes over stories/, the key of the secrets. */
import { bytesInShort } from '../story/byte-size.ts';
import type { Raise } from './alert.ts';

/** So much more than the least is room again: on the border it is not told again and again. */
const ENOUGH = 1.1;

/** In bytes. */
export function diskAlert(raise: Raise, { free, freeMin }: { readonly free: number; readonly freeMin: number }): void {
  const facts = { free, freeMin };
  if (free < freeMin) {
    const message = `The disk of the wire is almost full: ${bytesInShort(free)} are free. Without room nothing is published or delivered`;
    raise({ type: 'disk.low', about: '', message, facts });
  } else if (free >= freeMin * ENOUGH) {
    const message = `The disk of the wire has room again: ${bytesInShort(free)} are free`;
    raise({ type: 'disk.enough', about: '', message, facts });
  }
}

/** Told after every pass; `failure` where it could not do its work. */
export function passAlerts(raise: Raise): (end: { readonly failure?: string }) => void {
  return ({ failure }) => {
    if (failure === undefined) {
      raise({ type: 'pass.working', about: '', message: 'Stories go out again: a pass has done its work', facts: {} });
    } else {
      const message = `No story goes out: the pass over stories/ fails: ${failure}. It is tried again`;
      raise({ type: 'pass.failing', about: '', message, facts: { reason: failure } });
    }
  };
}

export function keyAlert(raise: Raise, reason: string): void {
  const message = `Nothing is delivered: ${reason}`;
  raise({ type: 'secrets.unreadable', about: '', message, facts: { reason } });
}
