/** A subscriber as it may be shown: nothing that is secret, nor what may be. */
import { FILTER_FIELDS, type Filter } from '../../story/filter.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

export type Shown = Omit<Subscriber, 'secret' | 'formerSecrets' | 'requestHeaders' | 'isBehind' | 'sinceLife'>;

export function shown(subscriber: Subscriber): Shown {
  const { id, name, url, format, filter, state, createdAt, generation, window, latestUntil, progress } = subscriber;
  const { profile, rate, publicKey, formerSettings } = subscriber;
  return {
    id,
    name,
    url: shownUrl(url),
    format,
    filter,
    state,
    createdAt,
    generation,
    window,
    latestUntil,
    progress,
    ...(profile !== undefined && { profile }),
    ...(rate !== undefined && { rate }),
    ...(publicKey !== undefined && { publicKey }),
    ...(formerSettings !== undefined && { formerSettings }),
  };
}

/** Many endpoints take a token in the query. */
export function shownUrl(url: string): string {
  return url.replace(/\?.*$/s, '?...');
}

/** `language=fr,pt urgency=3`. */
export function describeFilter(filter: Filter): string {
  const terms = FILTER_FIELDS.flatMap((field) => {
    const wanted = filter[field];
    return wanted === undefined ? [] : [`${field}=${[wanted].flat().join(',')}`];
  });
  return terms.length === 0 ? 'everything' : terms.join(' ');
}
