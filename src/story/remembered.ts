/** What has been read from a text is not read again from the same text. Bounded: whoever sends another each time must not fill the memory. */

export type RememberedMax = {
  readonly entriesMax: number;
  /** Longer texts are read each time. */
  readonly charactersMax: number;
};

const MOST: RememberedMax = { entriesMax: 1_000, charactersMax: 1_000 };

/** What is `undefined` is read each time. */
export function remembered<Read>(
  read: (text: string) => Read,
  { entriesMax, charactersMax }: RememberedMax = MOST,
): (text: string) => Read {
  const known = new Map<string, Read>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || text.length > charactersMax) return before ?? read(text);
    if (known.size >= entriesMax) known.clear();
    const value = read(text);
    known.set(text, value);
    return value;
  };
}

/** Of the number that was asked for last alone: a second or a millisecond, which much of a busy moment shares. */
export function lastRemembered<Read>(read: (number: number) => Read): (number: number) => Read {
  let last: { readonly number: number; readonly value: Read } | undefined;
  return (number) => {
    if (last?.number !== number) last = { number, value: read(number) };
    return last.value;
  };
}

/** What was made last, as long as it is asked for under the same key. */
export function keptWhileSame<Made>(): (key: string, make: () => Made) => Made {
  let last: { readonly key: string; readonly made: Made } | undefined;
  return (key, make) => {
    if (last?.key !== key) last = { key, made: make() };
    return last.made;
  };
}
