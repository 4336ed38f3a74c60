import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { blocksOfHtml } from '../../../src/copy/items/html-blocks.ts';
import { blocksOfText } from '../../../src/copy/items/text-blocks.ts';

/** As an editor would mark them: `# heading`, `| preformatted`. */
function marked(html: string): readonly string[] {
  return blocksOfHtml(html).map(({ form, text }) => {
    if (form === 'subhead') return `# ${text}`;
    return form === 'preformatted' ? text.replace(/^/gm, '| ') : text;
  });
}

describe('HTML to blocks', () => {
  it.each<[string, readonly string[]]>([
    ['<p>One</p><p>Two</p>', ['One', 'Two']],
    ['<p>One<p>Two', ['One', 'Two']],
    ['One<br>Two<br/><br />Three', ['One', 'Two', 'Three']],
    ['  One\n  word &amp; two &eacute; &#8364; &nbsp;x', ['One word & two é € \u00A0x']],
    ['<p>a <b>bold</b> <i>and</i> <a href="javascript:x">linked</a> word</p>', ['a bold and linked word']],
    ['<h2>Head</h2><p>Text</p><h3>Next</h3>More', ['# Head', 'Text', '# Next', 'More']],
    ['<h2>Head<p>Text', ['# Head', 'Text']],
    ['<ul><li>one<li>two</ul><ol><li><p>first</p><li>second</ol>', ['• one', '• two', '1. first', '2. second']],
    ['<ul><li>one<ul><li>in it</ul><li>two</ul>', ['• one', '• in it', '• two']],
    ['<pre>\n a  b\n  c \n</pre><p>x', ['|  a  b\n|   c', 'x']],
    ['<blockquote>said</blockquote>', ['said']],
    [
      '<table><tr><th>Team<th>P<tr><td>Al Ahly<td>30<tr><td>Wydad<td>28</table>',
      ['| Team     P\n| Al Ahly  30\n| Wydad    28'],
    ],
    ['<table><tr><td><p>A page</p><p>laid out so</p></td></tr></table>', ['A page', 'laid out so']],
    ['<table><caption>Table</caption><tr><td>a<td>b</table>', ['| Table\n| a      b']],
    ['<table><tr><td>a<td>b', ['| a  b']],
    ['<table><tr><td>a<table><tr><td>in it</table><td>b</table>', ['| a in it  b']],
    ['<script>alert("<p>no</p>")</script><p>yes</p>', ['yes']],
    ['<SCRIPT SRC=x></SCRIPT>yes<style>p { x }</style><textarea><p>no</textarea>', ['yes']],
    ['<p>yes<img src=x onerror=alert(1)><svg><p>no</p></svg><math>no</math></p>', ['yes']],
    ['<iframe srcdoc="<p>no</p>"><p>no</p></iframe>yes', ['yes']],
    ['<figure><img><figcaption>no</figcaption></figure>yes', ['yes']],
    ['<form><input value=no><button>no</button></form><p>yes</p>', ['yes']],
    ['<header><h1>no</h1></header><p>yes</p><footer>no</footer>', ['yes']],
    ['<noscript><p>no</p></noscript><template><p>no</p></template>yes', ['yes']],
    ['<!-- <p>no</p> --><!DOCTYPE html><html><head><title>no</title></head><body>yes', ['yes']],
    ['<p>5 < 6 &lt;script&gt; & more</p>', ['5 < 6 <script> & more']],
    ['<p>unended <b>mark', ['unended mark']],
    ['<p></p><p> &nbsp; </p><div><div></div></div>', []],
    ['</p></table></div>x', ['x']],
    ['<p>a\u0000b\u0001c</p>', ['abc']],
  ])('%s', (html, expected) => {
    expect(marked(html)).toEqual(expected);
  });

  it('ends, in a time that grows with the text alone, whatever the text is', () => {
    const hostile = [
      '<b id=1>'.repeat(100_000) + '<p>x'.repeat(100_000),
      '<table><tr><td>'.repeat(60_000),
      '<li>'.repeat(200_000),
      '</p>'.repeat(200_000),
      `<pre>${' '.repeat(1_000_000)}x</pre>`,
      `<p>${' '.repeat(1_000_000)}x</p>`,
      '<'.repeat(1_000_000),
      '&'.repeat(1_000_000),
    ];
    for (const html of hostile) expect(Array.isArray(blocksOfHtml(html))).toBe(true);
  });

  it('gives text that no document refuses, of any text', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<pre>',
      '</pre>',
      '<ul>',
      '<li>',
      '<h2>',
      '<script>',
      '</script>',
      '&lt;',
      '&#0;',
      '&#xD800;',
      'x',
      ' ',
      '\n',
      '<',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 }))), (parts) => {
        for (const { form, text } of blocksOfHtml(parts.join(''))) {
          expect(text.trim()).not.toBe('');
          expect(text.isWellFormed()).toBe(true);
          // oxlint-disable-next-line no-control-regex
          expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
          if (form !== 'preformatted') expect(text).not.toContain('\n');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('plain text to blocks', () => {
  it.each<[string, readonly string[]]>([
    ['One\ntwo\n\nThree', ['One two', 'Three']],
    ['One\r\nTwo\rThree', ['One', 'Two', 'Three']],
    ['\n\nOne\nTwo\n', ['One', 'Two']],
    ['  \n ', []],
  ])('%j', (text, expected) => {
    expect(blocksOfText(text).map((block) => block.text)).toEqual(expected);
  });
});
