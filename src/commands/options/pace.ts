/** How many events at a time, and how many attempts in a while. */
import { Option } from 'commander';

import { describeRate, parseRate } from '../../delivery/rate.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { wholeNumber } from '../../story/whole-number.ts';
import { WINDOW_DEFAULT, type Rate, type Subscriber } from '../../wire/subscriber.ts';

/** More in flight to one endpoint is no faster, and what a crash repeats. */
const WINDOW_MAX = 64;

export function paceOptions(): readonly Option[] {
  return [
    new Option('--window <count>', `so many events in flight at most, 1 to ${WINDOW_MAX}; 1 is one after the other`)
      .argParser(windowOf)
      .default(WINDOW_DEFAULT),
    new Option('--rate <rate>', 'so many attempts at most, such as 10/s or 30/min; kills wait for no rate').argParser(
      parseRate,
    ),
  ];
}

export type PaceOptions = { readonly window: number; readonly rate?: Rate };

export function windowOf(text: string): number {
  const window = wholeNumber(text);
  if (window !== undefined && window >= 1 && window <= WINDOW_MAX) return window;
  throw new WiredeskError(`"${text}" is no window: it is a number from 1 to ${WINDOW_MAX}`);
}

export function describePace({ window, rate }: Pick<Subscriber, 'window' | 'rate'>): string {
  const events = `${window} event${window === 1 ? '' : 's'} at a time`;
  return rate === undefined ? events : `${events}, ${describeRate(rate)}`;
}
