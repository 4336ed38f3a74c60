/** What a section came to, and where: the same for the terminal, for files and for the documentation. */
import type { Judged } from '../measure/verdict.ts';
import type { Scale } from '../section.ts';

export type SectionOutcome = {
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly figures: readonly Judged[];
  readonly skipped: readonly string[];
  readonly seconds: number;
  readonly scale: Scale;
  readonly circumstances: Circumstances;
};

export type Circumstances = {
  /** ISO 8601. */
  readonly date: string;
  /** Of this tree; `+` where it has been changed since. */
  readonly commit: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGib: number;
  readonly fileSystem: string;
};
