/** Copy taken from a page with some of the page's HTML in it. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';
import { wrap } from './wrap.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const END = '-0- PANA BY/IS 10June2021';

describe('HTML in copy', () => {
  it.each([
    ['paragraphs', `<h1>Border closed</h1>\n<p>${LEAD}</p>\n<p>${NEXT}</p>\n<p>${END}</p>`],
    ['one line', `<h2 class="t">Border closed</h2><p>${LEAD}</p><p>${NEXT}</p><p>${END}</p>`],
    ['line breaks', `Border closed<br>${LEAD}<br>${NEXT}<br>${END}`],
    ['line breaks before line ends', `Border closed<br />\n${LEAD}<br />\n${NEXT}<br />\n${END}`],
    ['line breaks on lines of their own', `Border closed\n<br/>\n${LEAD}\n<BR>\n${NEXT}\n<br>\n${END}`],
    ['line breaks in pairs', `Border closed<br><br>${LEAD}<br><br>${NEXT}<br><br>${END}`],
    ['boxes', `<div>Border closed</div><div id='x'><span style="color:#000">${LEAD}</span><br/>${NEXT}</div>\n${END}`],
    ['type', `<b>Border closed</b>\n\n<strong>Tripoli, Libya (PANA) -</strong>${LEAD.slice(23)}\n\n${NEXT}\n${END}`],
    ['comments', `Border closed<!-- headline -->\n\n${LEAD}\n<!-- -->\n${NEXT}\n${END}`],
  ])('marks the parts of a story: %s', (_name, text) => {
    const reading = read(text);
    const { headline, dateline, body, signOff } = storyIn(reading);
    expect({ headline, body, place: dateline?.place?.name, signOff: signOff?.text }).toEqual({
      headline: 'Border closed',
      body: [LEAD, NEXT],
      place: 'Tripoli',
      signOff: END,
    });
    expect(warningsOf(reading).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^there is HTML in the text \(<.*\): it is read as what it means/u),
    ]);
  });

  it('parts wrapped paragraphs by line breaks that stand alone', () => {
    const text = `Border closed\n\n${wrap(LEAD, 60)}\n\n${wrap(NEXT, 60)}\n\n${END}`;
    expect(storyIn(read(text.replaceAll('\n', '<br />\n'))).body).toEqual([LEAD, NEXT]);
  });

  it('has no marks of direction at the ends of what it parts', () => {
    const { headline, body } = storyIn(read(`\u200FBorder closed\u200F<br>\u200F${LEAD}\u200F<br>\u200F${NEXT}<br>`));
    expect([headline, ...body]).toEqual(['Border closed', LEAD, NEXT]);
  });

  it.each([
    ['names', 'L&rsquo;arm&eacute;e lib&egrave;re &laquo;&nbsp;20&nbsp;&raquo;', 'L’armée libère «\u00A020\u00A0»'],
    ['numbers', 'Police &#38; army &#8220;ready&#8221; &#x2014; minister', 'Police & army “ready” — minister'],
    ['numbers of Windows-1252', 'Minister&#146;s word', 'Minister’s word'],
    ['capitals of their own', '&Eacute;lections: &Agrave; l&#39;heure', "Élections: À l'heure"],
  ])('writes characters as themselves: %s', (_name, written, headline) => {
    expect(storyIn(read(`${written}\n\n${LEAD}\n`)).headline).toBe(headline);
  });

  it('keeps cells of a table apart', () => {
    const rows = '<tr><td>US dollar</td><td>69.50</td></tr>\n<tr><td>Euro</td><td>73.00</td></tr>';
    const { body, forms } = storyIn(read(`Rates\n\n${LEAD}\n\n<table>${rows}</table>\n\n${NEXT}\n`));
    expect(forms).toEqual({ 1: 'preformatted' });
    expect(body[1]).toMatch(/^US dollar\s+69\.50\nEuro\s+73\.00$/u);
  });

  it.each([
    '5 < 7 and 9 > 8',
    'AT&T; then <sic>',
    'R&D <headline>',
    'x &#0; &nosuch; y',
    '<a demain>',
    'a <b and c> d',
  ])('leaves alone what is none: %s', (written) => {
    const reading = read(`Border closed\n\n${LEAD}\n\nHe wrote ${written} there.\n`);
    expect(storyIn(reading).body[1]).toBe(`He wrote ${written} there.`);
    expect(warningsOf(reading)).toEqual([]);
  });

  it('says where the first stands', () => {
    const [warning] = warningsOf(read(`Border closed\n\n${LEAD}\n\n${NEXT.replace(',', '&nbsp;,')}\n`));
    expect(warning).toMatchObject({ severity: 'warning', line: 5, message: expect.stringContaining('(&nbsp;)') });
  });
});
