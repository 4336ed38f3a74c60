/** Which content coding a client gets (RFC 9110 §12.5.3). */
import { CONTENT_CODINGS, type ContentCoding } from '../http/content-codings.ts';
import { remembered } from '../story/remembered.ts';
import { readWeights } from './weights.ts';

export type Coding = 'identity' | ContentCoding;

/**
 * `undefined`: the client refuses everything that we have. `worthwhile` is whether compression gains anything; what is
 * too small for that is still compressed for a client that takes nothing else.
 */
export function chooseCoding(acceptEncoding: string | null, worthwhile: boolean): Coding | undefined {
  // Without the field any coding is acceptable, but who does not mention one may not know any.
  if (acceptEncoding === null) return 'identity';
  const weights = readWeights(acceptEncoding);
  const identity = weights.get('identity') ?? (weights.get('*') === 0 ? 0 : UNMENTIONED);
  const isNamed = (coding: ContentCoding): boolean => weightByName(coding, weights) !== undefined;
  // Who takes anything by an asterisk knows the oldest most surely.
  const candidates = [
    ...CONTENT_CODINGS.filter(isNamed),
    ...CONTENT_CODINGS.filter((coding) => !isNamed(coding)).toReversed(),
  ];
  const best = candidates
    .map((coding) => ({ coding, weight: weightByName(coding, weights) ?? weights.get('*') ?? 0 }))
    .reduce((a, b) => (b.weight > a.weight ? b : a));
  if (identity > 0 && (!worthwhile || best.weight === 0 || identity > best.weight)) return 'identity';
  return best.weight > 0 ? best.coding : undefined;
}

/** Acceptable, but after whatever is named. */
const UNMENTIONED = 0.0001;

function weightByName(coding: ContentCoding, weights: ReadonlyMap<string, number>): number | undefined {
  // §8.4.1.3: x-gzip is an older name of gzip.
  return weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
}

/** The same for many requests: clients differ in what they accept less than there are of them. */
export function codingChooser(): typeof chooseCoding {
  const most = { entriesMax: 256, charactersMax: 256 };
  const worthwhile = remembered((acceptEncoding) => chooseCoding(acceptEncoding, true), most);
  const notWorthwhile = remembered((acceptEncoding) => chooseCoding(acceptEncoding, false), most);
  return (acceptEncoding, isWorthwhile) => {
    if (acceptEncoding === null) return chooseCoding(null, isWorthwhile);
    return (isWorthwhile ? worthwhile : notWorthwhile)(acceptEncoding);
  };
}
