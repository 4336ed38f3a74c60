/** The few types of ASN.1 that a certificate is made of, in DER (ITU-T X.690). */

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;
const GENERALIZED_TIME = 0x18;
const CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(SEQUENCE, ...parts);
}

export function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(SET, ...parts);
}

/** `[number]` around whole values. */
export function context(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return tagged(CONTEXT | CONSTRUCTED | number, ...parts);
}

/** `[number]` in place of a value's own type. */
export function implicit(number: number, content: Uint8Array): Buffer {
  return tagged(CONTEXT | number, content);
}

/** From 0 up to 2³¹ - 1. */
export function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  const first = bytes.findIndex((byte, index) => index === 4 || byte !== 0 || ((bytes[index + 1] ?? 0) & 0x80) !== 0);
  return tagged(INTEGER, bytes.subarray(first));
}

export function truth(value: boolean): Buffer {
  return tagged(BOOLEAN, Buffer.from([value ? 0xff : 0]));
}

export function bits(content: Uint8Array): Buffer {
  const unusedBits = Buffer.of(0);
  return tagged(BIT_STRING, unusedBits, content);
}

export function octets(content: Uint8Array): Buffer {
  return tagged(OCTET_STRING, content);
}

export function utf8(text: string): Buffer {
  return tagged(UTF8_STRING, Buffer.from(text));
}

/** Written with points: `2.5.4.3`. */
export function oid(written: string): Buffer {
  const [first = 0, second = 0, ...rest] = written.split('.').map(Number);
  return tagged(OBJECT_IDENTIFIER, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function time(instant: Date): Buffer {
  return tagged(GENERALIZED_TIME, Buffer.from(`${instant.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content]);
}
