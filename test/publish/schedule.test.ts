import { watch } from 'node:fs';

import { describe, expect, it, onTestFinished } from 'vitest';

import type { Pass } from '../../src/publish/publish-pass.ts';
import { keepPublishing, RETRY_MS_MIN, type ScheduleContext } from '../../src/publish/schedule.ts';
import { eventually } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

const NOTHING: Pass = {
  read: 0,
  new: [],
  updated: [],
  killed: [],
  unchanged: 0,
  held: [],
  unsettled: [],
  missing: [],
  problems: [],
  documents: [],
  documentCount: 0,
};

async function running(
  runPass: ScheduleContext['runPass'],
  schedule = '0 0 1 1 *',
  watchWire?: ScheduleContext['watchWire'],
) {
  const desk = await deskFolder();
  const stopping = new AbortController();
  const context = {
    storiesFolder: desk.stories,
    schedule,
    timeZone: 'UTC',
    now: () => new Date(),
    runPass,
    onWatchTrouble: () => undefined,
    ...(watchWire !== undefined && { watchWire }),
  };
  const ended = keepPublishing(context, stopping.signal);
  onTestFinished(async () => {
    stopping.abort();
    await ended;
  });
  return desk;
}

describe('a running desk', () => {
  it('passes over everything at its start, then over what is saved, never twice at once', async () => {
    const reasons: string[] = [];
    const areSaved = Promise.withResolvers<void>();
    let underWay = 0;
    const desk = await running(async (scope, reason) => {
      underWay += 1;
      expect(underWay).toBe(1);
      reasons.push(`${reason} ${scope === 'all' ? 'all' : [...scope].sort().join()}`);
      await (scope === 'all' ? areSaved.promise : new Promise((resolve) => setTimeout(resolve, 50)));
      underWay -= 1;
      return NOTHING;
    });
    await eventually(() => (reasons.length >= 1 ? true : undefined));
    // Told of whatever the desk is told of, and after it: both look through one window of the system.
    const seen = new Set<string | null>();
    const watcher = watch(desk.stories, (_event, name) => seen.add(name));
    onTestFinished(() => watcher.close());
    await Promise.all([desk.save('a.txt', copyOf('A')), desk.save('b.txt', copyOf('B'))]);
    await eventually(() => (seen.size === 2 ? true : undefined));
    areSaved.resolve();
    await eventually(() => (reasons.length >= 2 ? true : undefined));
    expect(reasons[0]).toBe('start all');
    expect(reasons.slice(1).join()).toMatch(/^save a\.txt,b\.txt/);
  });

  it('passes on the schedule', async () => {
    const reasons: string[] = [];
    await running(async (_scope, reason) => {
      reasons.push(reason);
      return NOTHING;
    }, '* * * * * *');
    expect(await eventually(() => (reasons.includes('schedule') ? true : undefined))).toBe(true);
  });

  it('passes at the end of an embargo, also where there is always something that was saved', async () => {
    const reasons: string[] = [];
    const until = `${new Date(Date.now() + 1_000).toISOString().slice(0, 19)}Z`;
    await running(async (_scope, reason) => {
      reasons.push(reason);
      await new Promise((resolve) => setTimeout(resolve, 10));
      // It is being written all the time.
      const held = reason === 'embargo' ? [] : [{ path: 'a.txt', until }];
      return { ...NOTHING, held, unsettled: ['b.txt'] };
    });
    expect(await eventually(() => (reasons.includes('embargo') ? true : undefined))).toBe(true);
  });

  it('passes at the end of an embargo, and does not hammer when that pass fails', async () => {
    const passes: { readonly reason: string; readonly at: number }[] = [];
    const until = `${new Date(Date.now() + 1_000).toISOString().slice(0, 19)}Z`;
    await running(async (_scope, reason) => {
      passes.push({ reason, at: performance.now() });
      return reason === 'embargo' ? undefined : { ...NOTHING, held: [{ path: 'a.txt', until }] };
    });
    const [start, first, second] = (await eventually(() => (passes.length >= 3 ? passes : undefined))) ?? [];
    expect([start, first, second].map((pass) => pass?.reason)).toEqual(['start', 'embargo', 'embargo']);
    // A timer may be early by less than a millisecond.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(RETRY_MS_MIN - 1);
  });

  it.each([
    ['goes out while passes over stories/ fail', true, ['start all', 'act ', 'act ']],
    ['is not hammered where that fails too', false, ['start all', 'act ']],
  ])('what is put on the wire %s', async (_what, isWell, passes) => {
    const begun: string[] = [];
    const calls: (() => void)[] = [];
    const watchWire = (onAct: () => void): Disposable => {
      calls.push(onAct);
      return { [Symbol.dispose]: () => undefined };
    };
    await running(
      async (scope, reason) => {
        begun.push(`${reason} ${scope === 'all' ? 'all' : [...scope].join()}`);
        return scope !== 'all' && isWell ? NOTHING : undefined;
      },
      undefined,
      watchWire,
    );
    await eventually(() => (begun.length >= 1 ? true : undefined));
    for (let act = 1; act <= 2; act += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const call of calls) call();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(begun).toEqual(passes);
  });
});
