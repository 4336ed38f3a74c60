/**
 * A section of the bench: one file with a name, its method in a few lines, targets, and a function that measures. Each
 * figure has one value a round; its target is held against the median of them, or against the worst.
 */

export type Section = {
  /** As it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** What is measured and how, for whoever reads the figures. */
  readonly method: string;
  /** By the name of their figure. */
  readonly targets: Readonly<Record<string, Target>>;
  readonly run: (bench: Bench) => Promise<Measured>;
};

export type Target = {
  readonly bound: 'at least' | 'at most';
  readonly value: number;
  /** `worst`: no round may miss it. */
  readonly of: 'median' | 'worst';
};

export type Bench = {
  readonly scale: Scale;
  readonly rounds: number;
  /** Empty, the section's own, removed after it. */
  readonly folder: string;
  /** What goes on, for the person who waits. */
  readonly say: (line: string) => void;
  /** Where Wiredesk's own processes leave their CPU profiles. */
  readonly profiles?: string;
};

/** `full` is what the targets are about; `quick` tries it out; `smoke` shows that the code runs, and needs no servers. */
export type Scale = 'full' | 'quick' | 'smoke';

export type Measured = {
  readonly figures: readonly Figure[];
  /** What could not be measured here, and why. */
  readonly skipped?: readonly string[];
};

export type Figure = {
  readonly name: string;
  /** Behind the number: `ms`, `µs CPU`, ``. */
  readonly unit: string;
  /** One a round. */
  readonly rounds: readonly number[];
};

export function atLeast(value: number): Target {
  return { bound: 'at least', value, of: 'median' };
}

export function atMost(value: number): Target {
  return { bound: 'at most', value, of: 'median' };
}

export function neverAbove(value: number): Target {
  return { bound: 'at most', value, of: 'worst' };
}
