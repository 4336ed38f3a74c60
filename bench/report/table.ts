/** The figures of a section as a table: for the terminal, and for a page of Markdown. */
import type { Judged } from '../measure/verdict.ts';
import { shown, targetShown } from './numbers.ts';
import type { SectionOutcome } from './outcome.ts';

const HEAD = ['figure', 'median', 'rounds', 'target', ''] as const;

export function forTerminal({ title, method, figures, skipped, seconds }: SectionOutcome): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  const notes = skipped.map((line) => `  skipped: ${line}`);
  return [`${title} (${Math.round(seconds)} s)`, wrapped(method), ...lines, ...notes].join('\n');
}

export function forMarkdown({ figures, skipped, scale, circumstances }: SectionOutcome): string {
  const { date, commit } = circumstances;
  const rows = [HEAD, HEAD.map(() => '---'), ...figures.map(cells)];
  const rounds = figures[0]?.rounds.length ?? 0;
  const size = scale === 'full' ? '' : `, at the scale "${scale}"`;
  const where = `Measured ${date.slice(0, 10)}, commit ${commit}, ${rounds} rounds${size}.`;
  const notes = skipped.map((line) => `Skipped: ${line}.\n`);
  return [where, '', ...rows.map((row) => `| ${row.join(' | ')} |`), '', ...notes].join('\n').trimEnd();
}

function cells({ name, unit, median, lowest, highest, target, isMet }: Judged): readonly string[] {
  const spread = `${shown(lowest, '')} – ${shown(highest, '')}`;
  if (target === undefined) return [name, shown(median, unit), spread, '', ''];
  return [name, shown(median, unit), spread, targetShown(target, unit), isMet === true ? 'met' : 'MISSED'];
}

const COLUMNS = 110;

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  ${line}`).join('\n');
}
