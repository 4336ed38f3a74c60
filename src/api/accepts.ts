/** Which media type a client would rather have (RFC 9110 §12.5.1), of those that it names itself. */

/** Whether it names `wanted`, and likes it better than `usual`. */
export function prefers(accept: string | undefined, wanted: string, usual: string): boolean {
  return weightOf(accept, wanted) > weightOf(accept, usual);
}

function weightOf(accept: string | undefined, mediaType: string): number {
  const ranges = (accept ?? '').toLowerCase().split(',');
  for (const range of ranges) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (name !== mediaType) continue;
    const [, weight = '1'] = parameters.map((each) => /^q=([01](?:\.\d{0,3})?)$/.exec(each)).find(Boolean) ?? [];
    return Number(weight);
  }
  return 0;
}
