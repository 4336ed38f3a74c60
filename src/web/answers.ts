/** Short answers that are no document: refusals and failures, in words that help and that give nothing away. */
import { SECURITY_HEADERS } from './response-headers.ts';

const PLAIN_TEXT = 'text/plain; charset=utf-8';

/** Nothing of this kind is kept by a cache: the document may be there a second later. */
export function answer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  mediaType: string = PLAIN_TEXT,
): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': mediaType,
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      ...SECURITY_HEADERS,
      ...headers,
    },
  });
}
