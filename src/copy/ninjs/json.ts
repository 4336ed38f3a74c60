/**
 * JSON (RFC 8259) into values that know where they stand. Strict: what a JSON parser has to guess at (a name twice in one
 * object, `NaN`, a comma too many) is told with its line and column instead.
 */

export type JsonPlace = { readonly line: number; readonly column: number };

export type JsonValue = JsonPlace &
  (
    | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }
    | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'number'; readonly number: number }
    | { readonly kind: 'boolean'; readonly boolean: boolean }
    | { readonly kind: 'null' }
  );

export type ParsedJson =
  | { readonly ok: true; readonly value: JsonValue }
  | (JsonPlace & { readonly ok: false; readonly message: string });

/** ninjs with associations and GeoJSON in them has some fifteen levels. */
const DEPTH_MAX = 100;

export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: new JsonReader(text).document() };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { message, line, column } = error;
    return { ok: false, message, line, column };
  }
}

class JsonFault extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: JsonPlace) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$+.-]{1,40}/uy;

class JsonReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    const value = this.#value(1);
    this.#skipSpace();
    if (this.#at < this.#text.length)
      throw this.#fault('the JSON ends here, and something follows: one value is a file');
    return value;
  }

  #value(depth: number): JsonValue {
    this.#skipSpace();
    const place = this.#place();
    if (depth > DEPTH_MAX)
      throw new JsonFault(`values are nested more than ${DEPTH_MAX} deep: this is no news item`, place);
    const next = this.#text[this.#at];
    if (next === '{') return { ...place, kind: 'object', members: this.#members(depth) };
    if (next === '[') return { ...place, kind: 'array', items: this.#items(depth) };
    if (next === '"') return { ...place, kind: 'text', text: this.#string() };
    return this.#numberOrWord(place);
  }

  #members(depth: number): ReadonlyMap<string, JsonValue> {
    const members = new Map<string, JsonValue>();
    this.#list('}', () => {
      this.#skipSpace();
      const place = this.#place();
      if (this.#text[this.#at] !== '"') throw this.#fault('a name in quotation marks is expected here');
      const name = this.#string();
      const first = members.get(name);
      if (first !== undefined) {
        throw new JsonFault(
          `"${name}" stands twice in one object, first in line ${first.line}: which is meant?`,
          place,
        );
      }
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') throw this.#fault(`a colon is expected after "${name}"`);
      this.#at += 1;
      members.set(name, this.#value(depth + 1));
    });
    return members;
  }

  #items(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.#list(']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  /** What stands between two brackets, with commas between its parts. */
  #list(end: '}' | ']', readPart: () => void): void {
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      readPart();
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== end) throw this.#fault(`a comma or "${end}" is expected here`);
      this.#at += 1;
      if (next === end) return;
      this.#skipSpace();
      if (this.#text[this.#at] === end) throw this.#fault('a comma stands before this, and nothing follows it');
    }
  }

  #string(): string {
    const start = this.#at;
    for (this.#at += 1; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === QUOTE) break;
      if (Number.isNaN(code)) throw this.#fault('the file ends within a text: was it sent whole?');
      if (code < 0x20)
        throw this.#fault('a line break or control character stands in a text; JSON writes it \\n or \\u0000');
      if (code === BACKSLASH) this.#skipEscape();
    }
    this.#at += 1;
    const written = this.#text.slice(start, this.#at);
    const text: string = JSON.parse(written);
    return text;
  }

  #skipEscape(): void {
    ESCAPE.lastIndex = this.#at;
    const found = ESCAPE.exec(this.#text);
    if (found === null) throw this.#fault('this is no escape of JSON; a backslash itself is written \\\\');
    this.#at += found[0].length - 1;
  }

  #numberOrWord(place: JsonPlace): JsonValue {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0] ?? '';
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0] ?? '';
    this.#at += word.length;
    if (word === 'null') return { ...place, kind: 'null' };
    if (word === 'true' || word === 'false') return { ...place, kind: 'boolean', boolean: word === 'true' };
    if (word !== '' && word === number && Number.isFinite(Number(number))) {
      return { ...place, kind: 'number', number: Number(number) };
    }
    if (word !== '') throw new JsonFault(`${word} is no value of JSON`, place);
    throw new JsonFault(
      this.#at < this.#text.length ? 'a value is expected here' : 'the file ends here: was it sent whole?',
      place,
    );
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === LINE_FEED || (code === CARRIAGE_RETURN && this.#text.charCodeAt(this.#at + 1) !== LINE_FEED)) {
        this.#line += 1;
        this.#lineStart = this.#at + 1;
      } else if (code !== SPACE && code !== TAB && code !== CARRIAGE_RETURN) return;
    }
  }

  #place(): JsonPlace {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #fault(message: string): JsonFault {
    return new JsonFault(message, this.#place());
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const [QUOTE, BACKSLASH, LINE_FEED, CARRIAGE_RETURN, SPACE, TAB] = [0x22, 0x5c, 0x0a, 0x0d, 0x20, 0x09];
