/** Prometheus’ own check of metrics, where this machine has it: the names, and the text as its parser reads it. */
import { spawnSync } from 'node:child_process';

const PROMTOOL: string = process.env['PROMTOOL'] ?? 'promtool';

export const hasPromtool: boolean = spawnSync(PROMTOOL, ['--version']).status === 0;

/** What it finds fault with; nothing where all is well. */
export function promtoolFaults(text: string): string {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, ['check', 'metrics'], { input: text, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}
