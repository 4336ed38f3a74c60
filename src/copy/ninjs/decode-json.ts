/** From the bytes of a JSON file to its text: UTF-8 (RFC 8259 §8.1), or UTF-16 where its byte order mark says so. */
import { type Decoded, utf16MarkOf } from '../bytes.ts';
import { decodedOrPlace, refusalOfBytes } from '../items/bytes.ts';

export function decodeJson(bytes: Uint8Array): Decoded {
  const refusal = refusalOfBytes(bytes, 'JSON');
  if (refusal !== undefined) return { ok: false, error: refusal };
  const mark = utf16MarkOf(bytes);
  const decoded = decodedOrPlace(bytes, mark ?? 'utf-8');
  if (decoded.ok) return { ok: true, text: decoded.text, warnings: mark === undefined ? [] : [NOT_UTF_8] };
  const { line, column } = decoded;
  const encoding = mark === undefined ? 'UTF-8, as JSON must be' : 'UTF-16, as its byte order mark says';
  return {
    ok: false,
    error: { severity: 'error', line, column, message: `the file is not ${encoding}, from here on` },
  };
}

const NOT_UTF_8 = {
  severity: 'warning',
  line: 1,
  column: 1,
  message: 'read as UTF-16, as its byte order mark says: JSON must be UTF-8 (RFC 8259)',
} as const;
