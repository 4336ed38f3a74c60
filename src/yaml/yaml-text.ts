/** From the bytes of a YAML file to its text: UTF-8 or UTF-16, as its first bytes tell (YAML 1.2.2 §5.2), and nothing is guessed. */
import type { Problem } from '../story/problem.ts';

export type YamlText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem };

/** `file`: as the user would name it. */
export function yamlText(bytes: Uint8Array, file: string): YamlText {
  const encoding = encodingOf(bytes);
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch (error) {
    // The Encoding Standard has `fatal` throw a TypeError for bytes that are not of that encoding.
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, problem: { file, severity: 'error', ...faultIn(bytes, encoding) } };
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A byte order mark, or where nought stands in the first character: YAML begins with one of ASCII. */
function encodingOf([first, second]: Uint8Array): Encoding {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

function faultIn(bytes: Uint8Array, encoding: Encoding): Pick<Problem, 'line' | 'column' | 'message'> {
  if (encoding !== 'utf-8') return { message: 'begins as UTF-16 and is damaged: save it as UTF-8' };
  const lines = new TextDecoder('utf-8')
    .decode(bytes)
    .split('\uFFFD', 1)
    .join('')
    .split(/\r\n|\r|\n/);
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    message: 'is not UTF-8 from here on: save it as UTF-8',
  };
}
