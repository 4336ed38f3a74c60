/** From the bytes of an XML file to its text: by its byte order mark, else by what it declares, else UTF-8 (XML 1.0 §F). */
import { type Decoded, utf16MarkOf } from '../bytes.ts';
import type { Finding } from '../finding.ts';
import { decodedOrPlace, refusalOfBytes } from '../items/bytes.ts';

export function decodeXml(bytes: Uint8Array): Decoded {
  const refusal = refusalOfBytes(bytes, 'XML');
  if (refusal !== undefined) return { ok: false, error: refusal };
  const declared = declaredEncoding(bytes);
  const found = encodingOf(bytes, declared);
  if (found === undefined) {
    return failed({
      line: 1,
      message: `the encoding "${declared}" that the file declares is not known here: have it sent in UTF-8`,
    });
  }
  const decoded = decodedOrPlace(bytes, found.encoding);
  if (decoded.ok) return { ok: true, text: decoded.text, warnings: found.warnings };
  const { line, column } = decoded;
  const source = declared === undefined ? 'which XML is in unless it declares another encoding' : 'as it declares';
  return failed({ line, column, message: `the file is not ${found.encoding.toUpperCase()} from here on, ${source}` });
}

type Found = { readonly encoding: string; readonly warnings: readonly Finding[] };

function encodingOf(bytes: Uint8Array, declared: string | undefined): Found | undefined {
  const seen = seenEncoding(bytes);
  if (seen !== undefined) return { encoding: seen, warnings: disagreement(declared, seen) };
  if (declared === undefined) return { encoding: 'utf-8', warnings: [] };
  // Written by programs that think in UTF-16 and save in UTF-8: what begins with one byte a letter is not UTF-16.
  if (/^utf-16|^ucs-2|^iso-10646-ucs-2/i.test(declared)) {
    return { encoding: 'utf-8', warnings: disagreement(declared, 'utf-8') };
  }
  return isKnown(declared) ? { encoding: declared, warnings: [] } : undefined;
}

/** From the first bytes, before any declaration is read. */
function seenEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  const mark = utf16MarkOf(bytes);
  if (mark !== undefined) return mark;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return undefined;
}

const DECLARATION_BYTES_MAX = 400;

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder(seenEncoding(bytes) ?? 'windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES_MAX));
  return /^<\?xml\s[^>]{0,300}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,40})["']/.exec(start)?.[1];
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function disagreement(declared: string | undefined, seen: string): readonly Finding[] {
  const isSame = declared === undefined || seen.startsWith(declared.toLowerCase());
  if (isSame) return [];
  const message = `declares ${declared}, and is written in ${seen.toUpperCase()}: read as it is written`;
  return [{ severity: 'warning', line: 1, column: 1, message }];
}

function failed(finding: Omit<Finding, 'severity'>): Decoded {
  return { ok: false, error: { severity: 'error', ...finding } };
}
