/**
 * The bytes of a text that is kept. Node makes those of a short one in 64 KiB that it shares with others
 * (nodejs.org/api/buffer.html#class-property-bufferpoolsize), which stay as long as any of them does.
 */
export function bytesToKeep(text: string, encoding: BufferEncoding = 'utf8'): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text, encoding));
  bytes.write(text, encoding);
  return bytes;
}
