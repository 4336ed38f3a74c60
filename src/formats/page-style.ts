/**
 * The look of every page: a newspaper's columns in the fonts of the reader's own machine, a letter column of 60 to 70
 * characters, light or dark as the reader's screen is. Sides are logical, so that Arabic mirrors it by itself.
 */
import { listStyle } from './list-style.ts';
import { printStyle } from './print-style.ts';
import { storyStyle } from './story-style.ts';

const frame = `:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --ink: #1a1917;
  --quiet: #5a5650;
  --rule: #d9d4ca;
  --accent: #8c1c13;
  --narrow: 34rem;
  --wide: 72rem;
}
[lang] {
  --text: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, "Noto Serif", "Times New Roman", serif;
  --label: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614;
    --ink: #e9e6df;
    --quiet: #a9a49b;
    --rule: #3b3833;
    --accent: #f2a097;
  }
}
[lang]:lang(ar, fa, ur) {
  --text: "Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic", "Times New Roman", Charter, "Noto Serif", serif;
  --label: "Noto Sans Arabic", "Noto Kufi Arabic", "Geeza Pro", "Segoe UI", Tahoma, system-ui, sans-serif;
}
[lang] { font-family: var(--text); }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 0 clamp(1rem, 4vw, 3rem);
  background: var(--paper);
  color: var(--ink);
  font-size: 1.125rem;
  overflow-wrap: anywhere;
}
[dir=rtl] { line-height: 1.85; letter-spacing: 0; }
[dir=ltr] { line-height: 1.55; }
a { color: inherit; text-decoration-color: var(--rule); text-decoration-thickness: from-font; text-underline-offset: .18em; }
a:hover { color: var(--accent); text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
h1, h2, h3 { margin: 0; line-height: 1.2; text-wrap: balance; }
:is(h1, h2, h3):dir(rtl) { line-height: 1.5; letter-spacing: 0; }
p { margin: 0 0 1em; }
ul, ol { margin: 0; padding: 0; list-style: none; }
.unseen:not(:focus) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: absolute; z-index: 1; inset-block-start: .5rem; inset-inline-start: .5rem; padding: .5rem 1rem; background: var(--paper); }

.masthead, main, .colophon { max-width: var(--wide); margin-inline: auto; }
.masthead { padding-block-start: 1.25rem; border-block-end: 3px double var(--ink); text-align: center; }
.agency { font-size: clamp(1.875rem, 1.2rem + 3vw, 3.25rem); font-weight: 700; letter-spacing: -.015em; line-height: 1.1; }
a.agency { display: inline-block; font-size: 1.5rem; text-decoration: none; }
.masthead h1:not(.agency) { margin-block: .75rem .25rem; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.25rem); }
.tagline { margin: .4rem auto 0; max-width: 44rem; color: var(--quiet); font-style: italic; text-wrap: balance; }
.tagline:dir(rtl) { font-style: normal; }
.bar, .bar [lang], .dates, .section, .keywords, .rights, .colophon, .crumbs, .feeds, .feeds [lang] { font-family: var(--label); font-size: .875rem; line-height: 1.5; }
.dates, .keywords, .rights, .colophon, .edition { color: var(--quiet); }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 2rem; justify-content: space-between; margin-block-start: 1rem; padding-block: .55rem; border-block-start: 1px solid var(--rule); text-align: start; }
.bar ul, .crumbs { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; }
.bar a { display: inline-block; padding-block: .2rem; text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.bar .subscribe { font-weight: 600; color: var(--accent); }
.edition { margin: 0; padding-block: .2rem; }
.crumbs li + li::before { content: "/"; margin-inline-end: 1.25rem; color: var(--quiet); }
.colophon { padding-block: 1rem 3rem; border-block-start: 1px solid var(--rule); }
.colophon p { margin: 0 0 .35rem; }
.colophon p:first-child:last-child { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; }
`;

export const pageStyle: string = [frame, listStyle, storyStyle, printStyle].join('\n');
