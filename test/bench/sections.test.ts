/** That every section runs: with very few of everything, and no servers. What it measures then means nothing. */
import { describe, expect, test } from 'vitest';

import { runSection } from '../../bench/run-section.ts';
import { sections } from '../../bench/sections.ts';

/** Some twenty processes start here, on whatever else the machine does. */
const TIMEOUT_MS = 120_000;

describe.concurrent('sections of the bench', { timeout: TIMEOUT_MS }, () => {
  test.each(sections.map((section) => [section.name, section] as const))('%s runs', async (name, section) => {
    const lines: string[] = [];
    const outcome = await runSection(section, { scale: 'smoke', rounds: 1, say: (line) => lines.push(line) });

    expect(outcome.name).toBe(name);
    expect(outcome.figures.length).toBeGreaterThan(0);
    for (const { name: figure, rounds } of outcome.figures) expect(rounds, figure).toHaveLength(1);
    expect(lines.length).toBeGreaterThan(0);
  });
});
