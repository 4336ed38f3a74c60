/** A figure held against its target. */
import type { Figure, Target } from '../section.ts';
import { median } from './statistics.ts';

export type Judged = Figure & {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly target?: Target;
  /** Absent where there is no target. */
  readonly isMet?: boolean;
};

export function judge(figure: Figure, target?: Target): Judged {
  const { rounds } = figure;
  if (rounds.length === 0 || !rounds.every(Number.isFinite)) {
    throw new Error(`"${figure.name}" was not measured: ${rounds.join(', ') || 'no rounds'}`);
  }
  const spread = { median: median(rounds), lowest: Math.min(...rounds), highest: Math.max(...rounds) };
  const judged = { ...figure, ...spread };
  return target === undefined ? judged : { ...judged, target, isMet: isMet(spread, target) };
}

function isMet({ median: middle, lowest, highest }: Omit<Judged, keyof Figure>, { bound, value, of }: Target): boolean {
  if (bound === 'at least') return (of === 'worst' ? lowest : middle) >= value;
  return (of === 'worst' ? highest : middle) <= value;
}
