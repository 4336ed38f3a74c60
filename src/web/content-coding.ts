/** Which content coding a client gets (RFC 9110 §12.5.3). */
import { readWeights } from './weights.ts';

export type Coding = 'identity' | 'gzip' | 'br';

/** Smallest first: what is sent where the client likes several as much. */
const BY_PREFERENCE = ['br', 'gzip'] as const;

/**
 * `undefined`: the client refuses everything that we have. `worthwhile` is whether compression gains anything; what is
 * too small for that is still compressed for a client that takes nothing else.
 */
export function chooseCoding(acceptEncoding: string | null, worthwhile: boolean): Coding | undefined {
  // Without the field any coding is acceptable, but who does not mention one may not know any.
  if (acceptEncoding === null) return 'identity';
  const weights = readWeights(acceptEncoding);
  const identity = weights.get('identity') ?? (weights.get('*') === 0 ? 0 : UNMENTIONED);
  const best = BY_PREFERENCE.map((coding) => ({ coding, weight: weightOf(coding, weights) })).reduce((a, b) =>
    b.weight > a.weight ? b : a,
  );
  if (identity > 0 && (!worthwhile || best.weight === 0 || identity > best.weight)) return 'identity';
  return best.weight > 0 ? best.coding : undefined;
}

/** Acceptable, but after whatever is named. */
const UNMENTIONED = 0.0001;

function weightOf(coding: 'gzip' | 'br', weights: ReadonlyMap<string, number>): number {
  // §8.4.1.3: x-gzip is an older name of gzip.
  const named = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
  return named ?? weights.get('*') ?? 0;
}
