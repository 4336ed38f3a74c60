/** Puts the figures of sections into a page of Markdown, between the marks that name them. */
import { readFile, writeFile } from 'node:fs/promises';

import { WiredeskError } from '../../src/story/wiredesk-error.ts';
import type { SectionOutcome } from './outcome.ts';
import { forMarkdown } from './table.ts';

export async function writeIntoDocument(file: string, outcomes: readonly SectionOutcome[]): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const outcome of outcomes) text = withFigures(text, outcome, file);
  await writeFile(file, text);
}

function withFigures(text: string, outcome: SectionOutcome, file: string): string {
  const begin = `<!-- bench ${outcome.name} -->`;
  const end = '<!-- end -->';
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0)
    throw new WiredeskError(`${file} has no place for "${outcome.name}": add ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${forMarkdown(outcome)}\n\n${text.slice(to)}`;
}
