/** Whatever happens on the wire, whoever reads it in whichever steps: what is promised of the stream of events. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { webhookId } from '../../src/delivery/event-headers.ts';
import { isForDelivery } from '../../src/story/audience.ts';
import { matches, type Filter } from '../../src/story/filter.ts';
import { WITHDRAWALS } from '../../src/wire/event.ts';
import { apiUnderTest } from './api-under-test.ts';
import { readToEnd, type Told } from './read-events.ts';
import { markOf, schedule, Wire, type Committed } from './schedule.ts';

const RUNS = { numRuns: 40 };

const reader = fc.record({
  isTrusted: fc.boolean(),
  filter: fc.constantFrom<Filter>({}, { language: ['fr'] }, { event: ['story.published'] }),
  asked: fc.constantFrom<Filter>({}, { language: ['en'] }),
  limit: fc.integer({ min: 1, max: 7 }),
  format: fc.constantFrom('ninjs', 'newsml-g2', 'rss', 'iptc-7901'),
});

const queryOf = ({ asked, limit, format }: { asked: Filter; limit: number; format: string }): string =>
  `limit=${limit}&format=${format}${asked.language === undefined ? '' : `&language=${asked.language.join(',')}`}`;

/** What a webhook subscriber is sent that has been there from the start, without what was taken back since. */
function owed(committed: readonly Committed[], filter: Filter, asked: Filter, isTrusted: boolean): readonly string[] {
  return committed
    .filter(({ version, event }, index) => {
      const ofStory = committed.filter((other) => other.version.guid === version.guid);
      if (ofStory.some((other) => other.event.seq > event.seq && WITHDRAWALS.includes(other.event.type))) return false;
      if (isForDelivery(version, { isTrusted })) return matches(filter, version) && matches(asked, version);
      return committed
        .slice(0, index)
        .filter((other) => other.version.guid === version.guid)
        .some((earlier) => isForDelivery(earlier.version, { isTrusted }) && matches(filter, earlier.version));
    })
    .map(({ event }) => webhookId(event));
}

const ids = ({ events }: Told): readonly string[] => events.map(({ id }) => id);

/** All that can be told from, but for names and versions, which a story that was secret first has of its own. */
const seen = ({ pages }: Told): unknown =>
  pages.map(({ events, next, more }) => ({
    events: events.map(({ cursor, sequence, type, guid }) => ({ cursor, sequence, type, guid })),
    next,
    more,
  }));

describe('the pages of events', () => {
  it(
    'are together what a webhook gets, whatever their size, and nothing that was taken back',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(schedule, reader, async (steps, { isTrusted, filter, ...asking }) => {
          const api = await apiUnderTest({ operations, requestsPerMinute: 1_000_000 });
          const wire = new Wire(api.store);
          for (const step of steps) await wire.take(step);
          const token = await api.token({ filter, isTrusted });
          const told = await readToEnd(api, { token, query: queryOf(asking) });
          const sees = isTrusted && ['ninjs', 'newsml-g2'].includes(asking.format);
          expect(ids(told)).toEqual(owed(wire.committed, filter, asking.asked, sees));
          for (const { version, event } of wire.committed) {
            const isKilled = wire.committed.some(
              (later) =>
                later.event.seq > event.seq &&
                later.event.guid === event.guid &&
                WITHDRAWALS.includes(later.event.type),
            );
            if (isKilled) expect(told.raw).not.toContain(markOf(version));
          }
          // Wherever a client goes on, the rest is the same.
          for (const event of told.events) {
            const rest = await readToEnd(api, { token, query: queryOf(asking), after: event.cursor });
            expect(ids(rest)).toEqual(ids(told).slice(ids(told).indexOf(event.id) + 1));
          }
          await api.close();
        }),
        RUNS,
      ),
  );

  it(
    'tell those who are not trusted nothing of what is under embargo, as if it were not there',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(schedule, reader, async (steps, { filter, ...asking }) => {
          const [withSecrets, without] = [await apiUnderTest({ operations }), await apiUnderTest({ operations })];
          const wire = new Wire(withSecrets.store);
          const innocent = new Wire(without.store, { withoutSecrets: true });
          for (const step of steps) {
            await wire.take(step);
            await innocent.take(step);
          }
          const query = queryOf({ ...asking, format: 'ninjs' });
          const told = await readToEnd(withSecrets, { token: await withSecrets.token({ filter }), query });
          const expected = await readToEnd(without, { token: await without.token({ filter }), query });
          expect(seen(told)).toEqual(seen(expected));
          for (const { version } of wire.committed) {
            if (version.audience === 'trusted') expect(told.raw).not.toContain(markOf(version));
          }
          // What goes beyond a public number is the same for them, be there something or not.
          for (const number of [
            0,
            ...wire.committed.flatMap(({ event }) =>
              event.audience === undefined ? [event.publicSeq ?? event.seq] : [],
            ),
          ]) {
            const token = await withSecrets.token({ filter });
            const [plain, beyond] = [
              await readToEnd(withSecrets, { token, query, after: String(number) }),
              await readToEnd(withSecrets, { token, query, after: `${number}.1` }),
            ];
            expect(seen(beyond)).toEqual(seen(plain));
          }
          await withSecrets.close();
          await without.close();
        }),
        RUNS,
      ),
  );

  it(
    'lose and repeat nothing while the wire is written, and give nothing out after its kill',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(schedule, schedule, reader, async (steps, later, { isTrusted, filter, ...asking }) => {
          const api = await apiUnderTest({ operations, requestsPerMinute: 1_000_000 });
          const wire = new Wire(api.store);
          for (const step of steps) await wire.take(step);
          const token = await api.token({ filter, isTrusted });
          const waiting = [...later];
          const told = await readToEnd(api, { token, query: queryOf(asking) }, async () => {
            const step = waiting.shift();
            if (step !== undefined) await wire.take(step);
          });
          const end = told.pages.at(-1)?.next ?? '0';
          for (const step of waiting) await wire.take(step);
          const rest = await readToEnd(api, { token, query: queryOf(asking), after: end });
          const all = [...ids(told), ...ids(rest)];
          expect(new Set(all).size).toBe(all.length);
          const sees = isTrusted && ['ninjs', 'newsml-g2'].includes(asking.format);
          // All that is owed at the end has been told; what was told besides was taken back afterwards.
          const expected = owed(wire.committed, filter, asking.asked, sees);
          expect(all.filter((id) => expected.includes(id))).toEqual(expected);
          await api.close();
        }),
        RUNS,
      ),
  );
});
