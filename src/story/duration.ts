/** Spans of time as people write and read them: `90s`, `15m`, `2h`, `3d`. */
import { WiredeskError } from './wiredesk-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A century: beyond it, somebody has slipped on a key, and dates stop working. */
const DURATION_MAX_MS = 36_525 * 86_400_000;

/** Milliseconds. Throws a `WiredeskError` that shows how a span is written. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(number) * (UNIT_MS[unit ?? ''] ?? Number.NaN));
  if (ms <= DURATION_MAX_MS) return ms;
  throw new WiredeskError(
    `"${text}" is no span of time: write a number with s, m, h or d for seconds, minutes, hours or days, such as 90s, 15m, 2h or 3d`,
  );
}

/** `34 ms`, `2.1 s`, `15 m`, `2 h`, `3 d`: as exact as a glance needs. */
export function inShort(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const [unit, size] = (['d', 'h', 'm', 's'] as const)
    .map((name) => [name, UNIT_MS[name] ?? 1] as const)
    .find(([name, unitMs]) => ms >= 2 * unitMs || name === 's') ?? ['s', 1_000];
  return `${Math.floor(ms / size)} ${unit}`;
}
