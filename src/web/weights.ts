/** Lists with weights, `gzip;q=0.5, br`, as in Accept and Accept-Encoding (RFC 9110 §12.4.2). */

/** Weight by name, in lower case; 1 where none is given. An element with a weight that is none is left out. */
export function readWeights(field: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const element of field.split(',')) {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (name !== '' && weight !== undefined) weights.set(name, weight);
  }
  return weights;
}

function weightOf(parameters: readonly string[]): number | undefined {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given.slice(2)) : undefined;
}
