/**
 * The text that an HTML parser reads where only text and character references stand (HTML §13.2.5.72). Throws at what
 * it would take for a tag or for a reference that is not in the table, so that nothing passes by chance.
 */
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

export function decodeHtml(html: string): string {
  const tag = /<[A-Za-z/!?]/.exec(html);
  if (tag !== null) throw new Error(`markup in text at ${tag.index}: ${html}`);
  return html.replace(/&(?:#x([0-9a-fA-F]+);|#(\d+);|(#|[A-Za-z][A-Za-z0-9]+;?))/g, (reference, hex, decimal, name) => {
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16));
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    const decoded = NAMED[String(name).replace(/;$/, '')];
    if (decoded === undefined || !reference.endsWith(';')) throw new Error(`stray reference ${reference}: ${html}`);
    return decoded;
  });
}

/** The paragraphs of a story's content. */
export function decodeParagraphs(html: string): readonly string[] {
  const inner = /^(?:<div dir="rtl" lang="[^"]+">\n)?<p>(.*)<\/p>(?:\n<\/div>)?$/s.exec(html)?.[1];
  if (inner === undefined) throw new Error(`not paragraphs: ${html}`);
  return inner.split('</p>\n<p>').map(decodeHtml);
}
