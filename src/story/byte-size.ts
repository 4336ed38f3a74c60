/** Amounts of bytes as people write and read them: `64KiB`, `500MB`, `2GB`. */
import { WiredeskError } from './wiredesk-error.ts';

/** Decimal (SI) and binary (IEC 80000-13) prefixes. */
const UNIT_BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

export function parseByteSize(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([a-zA-Z]+)$/.exec(text.trim()) ?? [];
  const bytes = Math.round(Number(number) * (UNIT_BYTES[unit ?? ''] ?? Number.NaN));
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new WiredeskError(
    `"${text}" is no amount of bytes: write a number with B, kB, MB, GB, KiB, MiB or GiB, such as 64KiB or 500MB`,
  );
}

/** `512 B`, `64 kB`, `1.2 GB`: as exact as a glance needs. */
export function bytesInShort(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const amount = bytes / 1e3 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power] ?? 'B'}`;
}
