/** The body of a request as its operation takes it. */
import { problem } from './answer.ts';
import { checkedBody, type Checked } from './checked.ts';
import type { ApiRequest, OperationBody } from './operation.ts';

/** More than any JSON that the desk takes needs. */
const BYTES_MAX = 64 * 1024;

/** Of `ApiRequest.readBody`. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

export async function bodyOf(request: ApiRequest, taken: OperationBody | undefined): Promise<Checked> {
  if (taken === undefined) return { kind: 'checked', value: undefined };
  const { bytesMax = BYTES_MAX } = taken;
  const mediaType = request.headers['content-type'] ?? '';
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const mediaTypes = taken.kind === 'json' ? ['application/json'] : taken.mediaTypes;
  // A PUT says what there is from then on: one without a body would empty it.
  const isUnsaid = taken.kind === 'json' && essence === '' && request.method === 'POST';
  if (!isUnsaid && !mediaTypes.includes(essence)) return otherKind(mediaTypes, essence);
  const codings = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (codings !== '' && codings !== 'identity') return compressed(codings);
  let bytes: Uint8Array;
  try {
    bytes = await request.readBody(bytesMax);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    // What is left of the body is not read: so no further request can follow it.
    const headers = { connection: 'close' };
    return problem('body-too-large', `at most ${bytesMax} bytes are taken here`, { headers });
  }
  if (taken.kind === 'raw') return { kind: 'checked', value: { mediaType, bytes } };
  if (!isUnsaid) return jsonBody(taken.schema, bytes);
  // No body is one that says nothing: `curl -X POST` is enough where nothing has to be said.
  return bytes.length === 0 ? checkedBody(taken.schema, {}) : otherKind(mediaTypes, essence);
}

function otherKind(mediaTypes: readonly string[], essence: string): Checked {
  const said = essence === '' ? 'and the request says none' : `and not ${essence}`;
  const headers = { accept: mediaTypes.join(', ') };
  return problem('unsupported-media-type', `Content-Type must be ${mediaTypes.join(' or ')}, ${said}`, { headers });
}

/**
 * RFC 9110 §8.4 and §15.5.16: read as it comes, compressed copy passes for text in another charset, and its signs go out as a
 * story.
 */
function compressed(codings: string): Checked {
  const detail = `a body is taken as it is, without Content-Encoding, and this one is said to be ${codings}`;
  return problem('unsupported-media-type', detail, { headers: { 'accept-encoding': 'identity' } });
}

function jsonBody(schema: Parameters<typeof checkedBody>[0], bytes: Uint8Array): Checked {
  let value: unknown;
  try {
    // RFC 8259 §8.1: JSON is UTF-8.
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not in UTF-8';
    return problem('invalid-body', `the body is no JSON: ${reason}`);
  }
  return checkedBody(schema, value);
}
