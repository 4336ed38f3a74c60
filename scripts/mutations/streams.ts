/** Faults in how events are read, by pages, long polls and streams. */
import type { Mutation } from './mutation.ts';

const FEED = 'api/events/event-feed.ts';
const STREAMS = 'api/events/event-streams.ts';
const CLIENT = 'api/events/stream-client.ts';
const POLL = 'api/events/await-events.ts';

export const OF_STREAMS: readonly Mutation[] = [
  {
    name: 'a page is not held against the kills that came while it was read',
    file: 'api/operations/list-events.ts',
    from: 'const events = (await feed.standing(found)).map(eventJson);',
    to: 'const events = found.map(eventJson);',
  },
  {
    name: 'what is read for one stream is not held against the kills since',
    file: STREAMS,
    from: 'const standing = await feed.standing(found);',
    to: 'const standing = found;',
  },
  {
    name: 'what is handed out is not held against the kills since',
    file: STREAMS,
    from: 'if ((await this.#parts.feed.standing([found])).length === 0) return;',
    to: '',
  },
  {
    name: 'a client is written to that has not taken what was written before',
    file: STREAMS,
    from: 'client.fallBehind(found.event);\n        continue;',
    to: '',
  },
  {
    name: 'who has not taken the event before goes without the next',
    file: STREAMS,
    from: 'client.fallBehind(found.event);\n        continue;',
    to: 'continue;',
  },
  {
    name: 'who falls behind is set beyond the event that it did not get',
    file: STREAMS,
    from: 'client.fallBehind(found.event);\n        continue;',
    to: 'client.fallBehind({ ...found.event, seq: found.seq + 1 });\n        continue;',
  },
  {
    name: 'nobody falls behind where the store refuses in the midst of an event',
    file: STREAMS,
    from: 'for (const client of this.#crowd.all()) if (client.isLive) client.fallBehind(loaded.event);',
    to: '',
  },
  {
    name: 'who has not caught up with the others is live',
    file: STREAMS,
    from: 'client.isLive = !hasMore && upTo.seq >= this.#position;',
    to: 'client.isLive = !hasMore;',
  },
  {
    name: 'a sign of life says less than its client has read',
    file: STREAMS,
    from: 'place.seq > settled || position !== settled ?',
    to: 'position !== settled ?',
  },
  {
    name: 'a sign of life tells everybody of embargoes',
    file: STREAMS,
    from: 'LIFE_SIGN : everybody;',
    to: 'LIFE_SIGN : trusted;',
  },
  {
    name: 'a sign of life tells who is read for of embargoes',
    file: STREAMS,
    from: 'return place.cursor.number < last ? LIFE_SIGN : undefined;',
    to: 'return LIFE_SIGN;',
  },
  {
    name: 'what is read while a sign of life is on its way is written besides',
    file: STREAMS,
    from: 'if (client.isWriting && standing.length > 0) return;',
    to: '',
  },
  {
    name: 'the streams of a token that has ended go on',
    file: STREAMS,
    from: 'if (token !== undefined && isInForce(token, now().toISOString())) continue;',
    to: 'if (token !== undefined) continue;',
  },
  {
    name: 'who takes nothing is kept',
    file: STREAMS,
    from: '> this.#limits.stallMs) this.#drop(client);',
    to: '> this.#limits.stallMs) continue;',
  },
  {
    name: 'a stall is counted by the clock',
    file: STREAMS,
    from: 'const at = this.#time.elapsed();',
    to: 'const at = this.#parts.now().getTime() - 1_764_000_000_000;',
  },
  {
    name: 'who is ended and does not take it is not cut off',
    file: CLIENT,
    from: 'later(END_GRACE_MS, () => this.#outgoing.destroy())',
    to: 'later(END_GRACE_MS, () => undefined)',
  },
  {
    name: 'a stream that is over is written to',
    file: STREAMS,
    from: 'if (client.isOver) return;\n    client.place',
    to: 'client.place',
  },
  {
    name: 'the place of a stream is not given back',
    file: STREAMS,
    from: 'places.release(client.tokenId);',
    to: '',
  },
  {
    name: 'the place of a poll is not given back where the store refuses',
    file: POLL,
    from: '  try {\n    return await untilSomething(waiting, first, until, room);\n  } finally {\n    room.places.release(waiting.token.id);\n  }',
    to: '  const found = await untilSomething(waiting, first, until, room);\n  room.places.release(waiting.token.id);\n  return found;',
  },
  {
    name: 'streams are counted before they begin',
    file: 'api/operations/list-events.ts',
    from: 'if (isStream) return streamOf(',
    to: 'if (isStream && room.places.refusal(token.id) === undefined) return { ...streamOf({ token, wanted, from }, room), refusal: () => undefined } as ApiAnswer;\n    if (isStream) return streamOf(',
  },
  {
    name: 'a poll is answered whenever something happens',
    file: POLL,
    from: 'await woken;\n',
    to: 'await woken;\n    break;\n',
  },
  {
    name: 'a secret event counts as one that is looked at',
    file: FEED,
    from: 'if (isKnown) examined += 1;',
    to: 'examined += 1;',
  },
  {
    name: 'whoever asks is told of events under embargo',
    file: 'api/events/wanted.ts',
    from: 'return event.audience === undefined || seesEmbargoed(wanted);',
    to: 'return true;',
  },
  {
    name: 'the end of the log is the same for everybody',
    file: FEED,
    from: 'seesEmbargoed(wanted) ? await log.head() : await log.publicHead()',
    to: 'await log.head()',
  },
  {
    name: 'a kill goes to those alone whose wish it meets',
    file: FEED,
    from: 'if (!isWithdrawal(wanted, loaded)) return isAskedFor(wanted, loaded);',
    to: 'if (!isWithdrawal(wanted, loaded) || loaded.event.seq > 0) return isAskedFor(wanted, loaded);',
  },
  {
    name: 'a kill goes to everybody',
    file: FEED,
    from: 'return mayHaveOneOf(wanted, await this.#earlierVersions(loaded));',
    to: 'return mayHaveOneOf(wanted, await this.#earlierVersions(loaded)) || true;',
  },
  {
    name: 'what the store refused once it refuses for good',
    file: FEED,
    from: 'this.#earlierThan.delete(loaded);',
    to: '',
  },
  {
    name: 'a cursor of the trusted is one behind',
    file: 'api/events/cursor.ts',
    from: 'log.after(seq + beyond - 1, 1)',
    to: 'log.after(seq + beyond, 1)',
  },
];
