/**
 * Shows that the simulation of deliveries can fail: applies one fault after the other to a copy of this tree, and
 * expects each to be caught. `--seeds N` for each (default 10,000); ends with code 1 where one survives.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

type Mutation = {
  /** What the engine no longer does. */
  readonly name: string;
  /** In src/. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
};

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'drop the fence at the attempt',
    file: 'delivery/turn.ts',
    from: 'if (isOver || signal.aborted || fence.isKilled(task)) return false;',
    to: 'if (isOver || signal.aborted) return false;',
  },
  {
    name: 'do not look at the kills before an attempt',
    file: 'delivery/turn.ts',
    from: '  await room.fence.look();\n',
    to: '',
  },
  {
    name: 'look at the kills, then wait for the store again',
    file: 'delivery/turn.ts',
    from: '  await room.fence.look();\n',
    to: '  await room.fence.look();\n  await room.store.stories.version(task.guid);\n',
  },
  {
    name: 'advance the cursor past what is in flight',
    file: 'delivery/window.ts',
    from: "state === 'waiting' || state === 'in-flight'",
    to: "state === 'waiting'",
  },
  {
    name: 'advance the cursor past what waits',
    file: 'delivery/window.ts',
    from: "state === 'waiting' || state === 'in-flight'",
    to: "state === 'in-flight'",
  },
  {
    name: 'lose a flush that the store refused',
    file: 'delivery/progress-writer.ts',
    from: 'pending = merged(batch, pending);',
    to: 'pending = { ...pending, waiting: [...batch.waiting, ...pending.waiting] };',
  },
  {
    name: 'answer before the flush is on disk',
    file: 'delivery/progress-writer.ts',
    from: 'pending.waiting.push(resolve);',
    to: 'pending.waiting.push(() => undefined);\n        resolve();',
  },
  {
    name: 'forget unknown outcomes',
    file: 'delivery/settle-task.ts',
    from: "outcome.isUnknown === true || (verdict === 'dead' && isSuspect)",
    to: "verdict === 'dead' && isSuspect",
  },
  {
    name: 'forget what was delivered',
    file: 'delivery/settle-task.ts',
    from: "if (outcome.kind === 'delivered') return [{ ...mark, outcome: 'delivered' }];",
    to: "if (outcome.kind === 'delivered') return [];",
  },
  {
    name: 'no kill for what a dead process may have sent',
    file: 'delivery/owed-kills.ts',
    from: '|| (await isSuspect(deps, subscription, kill))',
    to: '',
  },
  {
    name: 'forget that a passed event may have been sent',
    file: 'delivery/sweep.ts',
    from: 'if (!entry.isSuspect) return [];',
    to: 'if (entry.isSuspect) return [];',
  },
  {
    name: 'no kill for what is not written down yet',
    file: 'delivery/owed-kills.ts',
    from: 'const marks = deps.unrecorded(guid);',
    to: 'const marks = deps.unrecorded(`${guid}?`);',
  },
  {
    name: 'send kills to everybody',
    file: 'delivery/owed-kills.ts',
    from: 'const isOwed = !hasKill && !isPast && mayHave;',
    to: 'const isOwed = !hasKill && !isPast && mayHave !== undefined;',
  },
  {
    name: 'decide on a kill while the story is in flight',
    file: 'delivery/subscription.ts',
    from: "return window.entries.some((entry) => entry.guid === guid && entry.state === 'in-flight');",
    to: 'return false;',
  },
  {
    name: 'pass a kill before it is decided on',
    file: 'delivery/subscription.ts',
    from: 'cursorOf(window, firstKill)',
    to: 'cursorOf(window, Math.max(firstKill, Infinity))',
  },
  {
    name: 'kills wait for the endpoint’s back-off',
    file: 'delivery/task.ts',
    from: "if (kind === 'kill') return laneTask(subscription, now, true);",
    to: "if (kind === 'kill') return healthWait(subscription.health, now) > 0 ? undefined : laneTask(subscription, now, true);",
  },
  {
    name: 'drop a kill that is refused',
    file: 'delivery/verdict.ts',
    from: "if (lane.kill !== undefined) return 'kill-again';",
    to: "if (lane.kill !== undefined) return outcome.kind === 'event-refused' ? 'dead' : 'kill-again';",
  },
  {
    name: 'two of one story in flight',
    file: 'delivery/window.ts',
    from: 'const isFirst = !seen.has(entry.guid);',
    to: 'const isFirst = true || !seen.has(entry.guid);',
  },
  {
    name: 'send the next version before the one before is on disk',
    file: 'delivery/window.ts',
    from: '    seen.add(entry.guid);',
    to: "    if (entry.state !== 'sent') seen.add(entry.guid);",
  },
  {
    name: 'send from a lane before the cursor on disk has passed',
    file: 'delivery/task.ts',
    from: 'return unwritten === 0 && seq <= written;',
    to: 'return seq > 0 || unwritten + written > 0;',
  },
  {
    name: 'send beside an open lane of the story',
    file: 'delivery/task.ts',
    from: 'lanes.has(guid) || undecided.has(guid)',
    to: 'undecided.has(guid)',
  },
  {
    name: 'a lane loses the newest version',
    file: 'delivery/lane.ts',
    from: '  return { subscriberId, guid, event, openedAt: isoAt(now), failures: 0 };\n}\n\n/** A kill replaces',
    to: '  return { subscriberId, guid, ...lane };\n}\n\n/** A kill replaces',
  },
  {
    name: 'what is refused is dropped',
    file: 'delivery/settle-task.ts',
    from: '    subscription.lanes.set(entry.guid,',
    to: '    new Map().set(entry.guid,',
  },
  {
    name: 'send more than the window after the cursor',
    file: 'delivery/window.ts',
    from: 'window.entries.slice(0, size)',
    to: 'window.entries.slice(0, size + 4)',
  },
  {
    name: 'a new webhook-id for each attempt',
    file: 'delivery/event-headers.ts',
    from: 'return `evt_${publicSeq(event)}_',
    to: 'return `evt_${publicSeq(event) + performance.now()}_',
  },
  {
    name: 'forget a paused subscriber that is back already',
    file: 'delivery/roster.ts',
    from: 'if (subscriptions.get(id) !== subscription || !isAtRest(subscription)) return;',
    to: 'if (!isAtRest(subscription)) return;',
  },
  {
    name: 'join a returning subscriber with an old cursor',
    file: 'delivery/roster.ts',
    from: '    forgotten.add(id);\n',
    to: '',
  },
  {
    name: 'catching up by latest forgets the newest version too',
    file: 'delivery/fill.ts',
    from: 'newest.version <= event.version',
    to: 'newest.version < event.version',
  },
  {
    name: 'a changed filter counts for what was committed before',
    file: 'delivery/fill.ts',
    from: 'matches(filterAt(subscriber, loaded.event.seq), loaded.version)',
    to: 'matches(filterAt({ ...subscriber, formerSettings: [] }, loaded.event.seq), loaded.version)',
  },
  {
    name: 'a changed filter is read before the head of the log',
    file: 'delivery/roll-call.ts',
    from: 'const head = await store.log.head();\n  const subscribers = await store.subscribers.all();',
    to: 'const subscribers = await store.subscribers.all();\n  const head = await store.log.head();',
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
    from: 'window: widestWindow({ window, formerSettings }),',
    to: 'window: widestWindow({ window }),',
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
    from: 'replaced(before, Number(',
    to: 'replaced({ ...before, formerSettings: [] }, Number(',
  },
  {
    name: 'a story under embargo goes to everybody',
    file: 'story/audience.ts',
    from: 'return isTrusted && pubStatus',
    to: 'return pubStatus',
  },
  {
    name: 'a hold takes nothing back',
    file: 'wire/event.ts',
    from: "['story.killed', 'story.held']",
    to: "['story.killed']",
  },
  {
    name: 'a clock that was wrong holds a subscriber for ever',
    file: 'delivery/due.ts',
    from: 'return left > longestMs ? 0 : Math.max(left, 0);',
    to: 'return left > 0 ? Math.max(left, longestMs) * 1_000 : 0;',
  },
];

const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' } } });
const seeds = values.seeds ?? '10000';
const root = join(import.meta.dirname, '..');
const waiting = MUTATIONS.filter(({ name }) => name.includes(values.only ?? ''));
const survivors: string[] = [];

async function tryOne({ name, file, from, to }: Mutation): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wiredesk-mutation-'));
  try {
    for (const part of ['src', 'test', 'scripts', 'package.json']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const mutated = join(folder, 'src', file);
    const source = await readFile(mutated, 'utf8');
    if (source.split(from).length !== 2)
      throw new Error(`"${name}" does not fit ${file} any more: bring it up to date`);
    await writeFile(
      mutated,
      source.replace(from, () => to),
    );
    const caught = await simulate(folder);
    if (caught === undefined) survivors.push(name);
    console.log(`${caught === undefined ? 'SURVIVED' : 'caught  '}  ${name.padEnd(56)} ${caught ?? ''}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the simulation says of it; nothing where it finds no fault. */
function simulate(folder: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ['scripts/simulate.ts', '--seeds', seeds], { cwd: folder });
  let told = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const line = told.split('\n').find((each) => /^Seed \d+: /.test(each));
      if (code === 0) resolve(undefined);
      else if (line === undefined) reject(new Error(`the simulation itself does not run: ${told}`));
      else resolve(line);
    });
  });
}

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryOne(next);
}

const count = waiting.length;
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${count - survivors.length} of ${count} mutations are caught by ${seeds} schedules or fewer`);
if (survivors.length > 0) process.exit(1);
