/** Faults in what becomes of the operator's acts, and in where each subscriber is on the log. */
import type { Mutation } from './mutation.ts';

export const OF_OPERATING: readonly Mutation[] = [
  {
    name: 'forget a paused subscriber that is back already',
    file: 'delivery/awake.ts',
    from: 'else leaving.delete(subscription);',
    to: '',
  },
  {
    name: 'catching up by latest forgets the newest version too',
    file: 'delivery/fill.ts',
    from: 'newest.version <= version',
    to: 'newest.version < version',
  },
  {
    name: 'a changed filter counts for what was committed before',
    file: 'delivery/subscription.ts',
    from: 'compileFilter(filterAt(subscriber, seq))',
    to: 'compileFilter(filterAt({ ...subscriber, formerSettings: [] }, seq))',
  },
  {
    name: 'a changed filter is read before the head of the log',
    file: 'delivery/roll-call.ts',
    from: 'await readAgain();\n      await fanOut.handOutTo(head?.seq ?? 0);',
    to: 'await readAgain();\n      await fanOut.handOutTo((await log.head())?.seq ?? head?.seq ?? 0);',
  },
  {
    name: 'a changed filter hides what a dead process may have sent',
    file: 'delivery/suspects.ts',
    from: 'settings: { filter, formerSettings },',
    to: 'settings: { filter },',
  },
  {
    name: 'a narrower window hides what a dead process may have sent',
    file: 'delivery/suspects.ts',
    from: 'window: widestWindowBefore(crashedLife, stored),',
    to: 'window: stored.window,',
  },
  {
    name: 'a narrower window waits for ever for what the wider one has sent',
    file: 'delivery/task.ts',
    from: 'repeatable(subscription) >= widestWindow(subscriber)',
    to: 'repeatable(subscription) >= widestWindow({ window: subscriber.window })',
  },
  {
    name: 'forget a filter as soon as the next one is there',
    file: 'wire/sqlite-subscribers.ts',
    from: 'replaced(before, logNow())',
    to: 'replaced({ ...before, formerSettings: [] }, logNow())',
  },
  {
    name: 'a clock that was wrong holds a subscriber for ever',
    file: 'delivery/due.ts',
    from: 'return left > longestMs ? 0 : Math.max(left, 0);',
    to: 'return left > 0 ? Math.max(left, longestMs) * 1_000 : 0;',
  },
  {
    name: 'forget at a replay what a dead process may have sent',
    file: 'wire/sqlite-set-back.ts',
    from: 'for (const mark of suspicion(id)) markSent(mark);',
    to: 'suspicion(id);',
  },
  {
    name: 'take a kill for decided that a replay has come before',
    file: 'wire/sqlite-set-back.ts',
    from: 'if (!killed.has(guid) || !mayHave(guid)) mark(row);',
    to: 'if (mayHave.length > 0) mark(row);',
  },
  {
    name: 'a replay after catching up by latest leaves out what that did',
    file: 'wire/sqlite-set-back.ts',
    from: 'SET latest_until = 0, generation',
    to: 'SET generation',
  },
  {
    name: 'forget at a replay what a lane may have sent',
    file: 'wire/sqlite-set-back.ts',
    from: 'for (const row of selectInLanes.all(id)) mark(row);',
    to: 'selectInLanes.all(id);',
  },
  {
    name: 'the checkpoint waits for nobody who is held',
    file: 'delivery/checkpoint.ts',
    from: 'for (const seq of held.values()) first = Math.min(first, seq);',
    to: 'for (const seq of held.values()) first = Math.max(first, Math.min(first, seq));',
  },
  {
    name: 'say that a subscriber keeps up while something waits',
    file: 'delivery/subscription.ts',
    from: 'return !isOver && isAtHead(place) && undecided.size === 0 && cursorOf(window) === window.scanned;',
    to: 'return !isOver && isAtHead(place) && undecided.size >= 0 && cursorOf(window) >= 0;',
  },
  {
    name: 'forget what was asked for again',
    file: 'delivery/resending.ts',
    from: 'const lanes = isForIt ? grant(subscription, asked, now()) : [];',
    to: 'const lanes = grant(subscription, asked, now()).slice(1);',
  },
  {
    name: 'take what was asked for again for coming, by a filter that is replaced',
    file: 'delivery/resending.ts',
    from: 'return filterAt(subscriber, seq) === subscriber.filter;',
    to: 'return filterAt(subscriber, seq) !== undefined;',
  },
  {
    name: 'write the progress of before a replay over it',
    file: 'wire/sqlite-deliveries.ts',
    from: 'AND generation = coalesce(?, generation)`);',
    to: 'AND generation <> coalesce(?, -1) - generation - 1`);',
  },
  {
    name: 'go on sending when the progress has been dropped',
    file: 'delivery/bookkeeping.ts',
    from: 'if (!isTaken) {',
    to: 'if (isTaken === undefined) {',
  },
  {
    name: 'suspect after a replay what stands where the cursor was before',
    file: 'delivery/suspects.ts',
    from: 'if (before?.head === head) return before;',
    to: 'if (before !== undefined) return before;',
  },
  {
    name: 'put what is asked for again ahead of a kill that is owed',
    file: 'delivery/resending.ts',
    from: 'kill === undefined && subscription.undecided.has(guid)',
    to: 'kill !== undefined && subscription.undecided.has(`${guid}?`)',
  },
  {
    name: 'go on after a replay as if nothing had happened',
    file: 'delivery/membership.ts',
    from: 'if (known.subscriber.generation !== stored.generation) return leave(known, true);',
    to: '',
  },
];
