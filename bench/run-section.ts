/** Runs one section in a folder of its own, and holds its figures against its targets. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { judge } from './measure/verdict.ts';
import { circumstances } from './report/circumstances.ts';
import type { SectionOutcome } from './report/outcome.ts';
import type { Bench, Section } from './section.ts';

export async function runSection(section: Section, bench: Omit<Bench, 'folder'>): Promise<SectionOutcome> {
  const { name, title, method, targets } = section;
  const folder = await mkdtemp(join(tmpdir(), 'wiredesk-bench-'));
  const removeAtOnce = (): void => rmSync(folder, { recursive: true, force: true });
  // Where the bench is stopped, there is no time to wait.
  process.once('exit', removeAtOnce);
  const startedAt = performance.now();
  try {
    const { figures, skipped = [] } = await section.run({ ...bench, folder });
    const unmeasured = Object.keys(targets).filter((target) => !figures.some((figure) => figure.name === target));
    if (unmeasured.length > 0 && skipped.length === 0) throw new Error(`${name} has not measured ${unmeasured[0]}`);
    const judged = figures.map((figure) => judge(figure, targets[figure.name]));
    const seconds = (performance.now() - startedAt) / 1000;
    const { scale } = bench;
    return { name, title, method, figures: judged, skipped, seconds, scale, circumstances: circumstances() };
  } finally {
    process.off('exit', removeAtOnce);
    await rm(folder, { recursive: true, force: true });
  }
}
