/** What a subscriber's row says of its place on the log, and of what it is to get. */
import type { SQLOutputValue } from 'node:sqlite';

import type { Filter } from '../story/filter.ts';
import { stillInForce } from './former-settings.ts';
import type { FormerSettings, Subscriber } from './subscriber.ts';

export type Row = Record<string, SQLOutputValue>;

/** How far it has got: its own cursor, and where it keeps up the desk's checkpoint. */
export const PLACE = 'iif(behind = 1, cursor, max(cursor, (SELECT checkpoint FROM delivery)))';

/** What is kept of subscribers: what somebody wants of them, and how far they have got. */
export const SUBSCRIBERS = 'subscriber JOIN progress ON progress.subscriber_id = subscriber.id';

export const SELECT_SUBSCRIBER: string = `SELECT *, ${PLACE} AS place FROM ${SUBSCRIBERS}`;

export type Settings = Pick<Subscriber, 'url' | 'format' | 'filter' | 'window' | 'rate' | 'isTrusted'> & {
  readonly formerSettings: readonly FormerSettings[];
};

export function settingsFrom(row: Row): Settings {
  const [attempts, perMs, former] = [row['rate_attempts'], row['rate_ms'], row['former_settings']];
  const formerSettings = former === null ? [] : (JSON.parse(String(former)) as readonly FormerSettings[]);
  return {
    url: String(row['url']),
    format: String(row['format']),
    filter: JSON.parse(String(row['filter'])) as Filter,
    window: Number(row['window']),
    ...(row['trusted'] === 1 && { isTrusted: true }),
    ...(attempts !== null && { rate: { attempts: Number(attempts), perMs: Number(perMs) } }),
    formerSettings: stillInForce(formerSettings, Number(row['cursor'])),
  };
}
