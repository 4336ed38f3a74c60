/** Numbers and targets as people read them. */
import type { Target } from '../section.ts';

export function shown(value: number, unit: string): string {
  return `${digits(value)}${unit === '' ? '' : ` ${unit}`}`;
}

export function targetShown({ bound, value, of }: Target, unit: string): string {
  const sign = bound === 'at least' ? '≥' : '≤';
  return `${sign} ${shown(value, unit)}${of === 'worst' ? ' in every round' : ''}`;
}

/** Three figures that mean something, and none that do not. */
function digits(value: number): string {
  const magnitude = Math.abs(value);
  const places = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 || magnitude === 0 ? 2 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: places });
}
