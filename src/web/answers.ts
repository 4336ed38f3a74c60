/** An answer before it takes the form of whoever sends it; and the short ones that are no document. */
import { SECURITY_HEADERS } from './response-headers.ts';

export type Answer = {
  readonly status: number;
  /** Names, in small letters, each before its value: as Node writes them with the least work. */
  readonly headers: string[];
  readonly body?: Uint8Array<ArrayBuffer>;
};

const PLAIN_TEXT = 'text/plain; charset=utf-8';

/**
 * A refusal or a failure, in words that help and that give nothing away. Unless its fields say otherwise it is kept by no
 * cache: the document may be there a second later.
 */
export function shortAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
  mediaType: string = PLAIN_TEXT,
): Answer {
  const body = new TextEncoder().encode(text);
  return {
    status,
    headers: fieldLines({
      'content-type': mediaType,
      'content-length': String(body.byteLength),
      'cache-control': 'no-store',
      ...SECURITY_HEADERS,
      ...headers,
    }),
    body,
  };
}

export function toResponse({ status, headers, body }: Answer): Response {
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as const] : []));
  return new Response(body ?? null, { status, headers: Object.fromEntries(pairs) });
}

export function fieldLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flat();
}

export function answer(...short: Parameters<typeof shortAnswer>): Response {
  return toResponse(shortAnswer(...short));
}
