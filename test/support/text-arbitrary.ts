/** Any text that XML 1.0 can hold (what it forbids is removed when copy is read), rich in what breaks writers. */
import * as fc from 'fast-check';

const BREAKERS = [
  ']]>',
  ']]>]]>',
  '<![CDATA[',
  '&amp;',
  '&amp;amp;',
  '&lt;',
  '&nbsp;',
  '&#38;',
  '&#x26;',
  '&amp;#38;lt;',
  '&copy',
  '&',
  '<script>',
  '</p>',
  '<!--',
  '<?xml?>',
  '"',
  "'",
  '\t',
  '\n',
  '\r\n',
  '$&',
  '\u00A0',
  '\u2028',
  '\u{1F4F0}',
  'ليبيا',
] as const;

// XML 1.0 §2.2, Char; without carriage returns, which every XML parser turns into line feeds (§2.11), and without
// U+FEFF, which the parser of these tests drops from the beginning of each text (its TextDecoder takes it for a mark).
const FORBIDDEN = /[^\t\n\u0020-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...BREAKERS), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
  .map((parts) => parts.join('').replace(FORBIDDEN, ''));

/** With at least one character to see. */
export const visibleText: fc.Arbitrary<string> = fc
  .tuple(anyText, anyText)
  .map(([before, after]) => `${before}x${after}`);
