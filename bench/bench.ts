/**
 * Measures Wiredesk against its limit and against what else a team would build; each figure is a ratio, or a cost, found
 * within one run. docs/performance.md has the method and the last figures.
 *
 *     npm run bench -- [SECTION ...] [--quick] [--rounds 5] [--strict]
 *                      [--out FOLDER] [--document FILE] [--profiles FOLDER]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { WiredeskError } from '../src/story/wiredesk-error.ts';
import { selfTimes } from './profile.ts';
import { writeIntoDocument } from './report/document.ts';
import { shown } from './report/numbers.ts';
import type { SectionOutcome } from './report/outcome.ts';
import { forTerminal } from './report/table.ts';
import { runSection } from './run-section.ts';
import type { Section } from './section.ts';
import { sections } from './sections.ts';

const ROUNDS = 5;
const PROFILED_FUNCTIONS = 25;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Smaller figures, for trying out: what it finds says little. */
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: String(ROUNDS) },
    /** One JSON file for each section. */
    out: { type: 'string' },
    /** A page of Markdown with places for the figures. */
    document: { type: 'string' },
    /** CPU profiles of Wiredesk's own processes. */
    profiles: { type: 'string' },
    /** Ends with code 1 where a target is missed. */
    strict: { type: 'boolean', default: false },
  },
});

// An end by Ctrl-C is an end like any other: what was started is stopped on `exit`.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

try {
  const outcomes = await runAll(chosen(positionals));
  if (values.document !== undefined) await writeIntoDocument(values.document, outcomes);
  const missed = outcomes.flatMap(({ figures }) => figures).filter(({ isMet }) => isMet === false);
  console.log(missed.length === 0 ? 'Every target that was measured is met.' : `${missed.length} targets are missed.`);
  if (values.strict && missed.length > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof WiredeskError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function runAll(wanted: readonly Section[]): Promise<readonly SectionOutcome[]> {
  const outcomes: SectionOutcome[] = [];
  for (const section of wanted) {
    console.log(`${section.name} ...`);
    const outcome = await runSection(section, {
      scale: values.quick ? 'quick' : 'full',
      rounds: positiveNumber(values.rounds),
      say: (line) => console.log(`  ${line}`),
      ...(values.profiles !== undefined && { profiles: values.profiles }),
    });
    console.log(`\n${forTerminal(outcome)}\n`);
    outcomes.push(outcome);
    if (values.out !== undefined) await keep(values.out, outcome);
  }
  if (values.profiles !== undefined) await showProfiles(values.profiles);
  return outcomes;
}

function chosen(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => !sections.some((section) => section.name === name));
  if (unknown !== undefined) {
    const known = sections.map(({ name }) => name).join(', ');
    throw new WiredeskError(`there is no section "${unknown}": there are ${known}`);
  }
  return sections.filter(({ name }) => names.length === 0 || names.includes(name));
}

function positiveNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new WiredeskError(`--rounds ${text}: write a whole number from 1 on`);
  return Number(text);
}

async function keep(folder: string, outcome: SectionOutcome): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${outcome.name}.json`), `${JSON.stringify(outcome, undefined, 2)}\n`);
}

async function showProfiles(folder: string): Promise<void> {
  for (const { file, times } of await selfTimes(folder, PROFILED_FUNCTIONS)) {
    console.log(`\n${file}: time of their own`);
    for (const { place, ms, share } of times) {
      console.log(`${shown(share * 100, '%').padStart(8)} ${shown(ms, 'ms').padStart(10)}  ${place}`);
    }
  }
}
