/** What else the operator is told of: room on the disk, the machine's clock, passes over stories/, the key of the secrets. */
import { bytesInShort } from '../story/byte-size.ts';
import { inShort } from '../story/duration.ts';
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

/** Two machines on one wire, as in a move, may differ by less. */
export const CLOCK_BEHIND_MS: number = 2 * 60_000;

const SET_IT_RIGHT = 'Embargoes end by it, and stories are dated by it: set it right, by NTP if you can';

type ClockLook = {
  readonly now: Date;
  /** When the last event on the wire was committed, by the clock of that time (ISO 8601). */
  readonly lastEventAt: string;
  /** Whether there is nothing else against it. */
  readonly mayBeRight: boolean;
};

export function clockAlert(raise: Raise, { now, lastEventAt, mayBeRight }: ClockLook): void {
  const behindMs = Date.parse(lastEventAt) - now.getTime();
  const facts = { now: now.toISOString(), lastEventAt };
  if (behindMs >= CLOCK_BEHIND_MS) {
    const message = `The clock is wrong, or was: it is ${inShort(behindMs)} behind the last event on the wire. ${SET_IT_RIGHT}`;
    raise({ type: 'clock.behind', about: '', message, facts });
  } else if (behindMs <= 0 && mayBeRight) {
    const message = 'The clock is no longer behind the last event on the wire';
    raise({ type: 'clock.right', about: '', message, facts });
  }
}

/** `before`: what it had shown already. */
export function clockSetBackAlert(raise: Raise, { now, before }: { readonly now: Date; readonly before: Date }): void {
  const facts = { now: now.toISOString(), before: before.toISOString() };
  const back = inShort(before.getTime() - now.getTime());
  const message = `The clock is wrong, or was: it has been set back by ${back} while the desk ran. ${SET_IT_RIGHT}`;
  raise({ type: 'clock.behind', about: '', message, facts });
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

/** `rescued`: the folder beside `wire/` in which all of it lies. */
export function wireAlert(raise: Raise, rescued: string): void {
  const message = `The desk has stopped: its wire/ was moved away, removed or replaced while it ran. Put it back; if it is lost, all but its pictures is in ${rescued}/`;
  raise({ type: 'wire.gone', about: '', message, facts: { rescued } });
}
