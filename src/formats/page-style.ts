/** The look of every page: a newspaper's column in the fonts of the reader's own machine. */
export const pageStyle: string = `:root {
  color-scheme: light dark;
  --paper: #fff;
  --ink: #1b1b1b;
  --quiet: #5c5c5c;
  --rule: #d9d6d0;
  --accent: #8c1c13;
  --text: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, "Noto Serif", "Noto Naskh Arabic", "Geeza Pro", "Times New Roman", serif;
  --label: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Kufi Arabic", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161616;
    --ink: #e8e6e1;
    --quiet: #a3a09a;
    --rule: #3a3936;
    --accent: #f0968c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 0 clamp(1rem, 5vw, 3rem);
  background: var(--paper);
  color: var(--ink);
  font-family: var(--text);
  font-size: 1.125rem;
  overflow-wrap: break-word;
}
[dir=rtl] { line-height: 1.9; }
[dir=ltr] { line-height: 1.6; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .18em; }
a:hover { color: var(--accent); text-decoration-color: currentColor; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; margin: 0; }
:is(h1, h2, h3):dir(rtl) { line-height: 1.45; }
p { margin: 0 0 1em; }

.masthead, main, .colophon { max-width: 64rem; margin-inline: auto; }
.masthead { padding: 1.25rem 0 1rem; border-block-end: 3px double var(--ink); text-align: center; }
.agency { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); font-weight: 700; letter-spacing: -.01em; line-height: 1.2; }
a.agency { font-size: 1.25rem; text-decoration: none; }
.tagline { margin: .25rem 0 0; color: var(--quiet); font-style: italic; }
.tagline:dir(rtl) { font-style: normal; }

.section, .dates, .languages, .keywords, .rights, .colophon, .feeds { font-family: var(--label); font-size: .875rem; line-height: 1.5; }
.dates, .keywords, .rights, .colophon, small { color: var(--quiet); }
.section { margin: 0 0 .5rem; color: var(--accent); font-weight: 600; }
.subheadline { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.35; color: var(--quiet); text-wrap: balance; }
.byline { margin: 0 0 .25rem; font-style: italic; }
.byline:dir(rtl) { font-style: normal; }

main > article { max-width: 38rem; margin: 2.5rem auto; }
main > article h1 { margin-block-end: 1rem; font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.5rem); letter-spacing: -.015em; }
main > article h1:dir(rtl) { letter-spacing: 0; }
main > article > header { margin-block-end: 1.75rem; padding-block-end: 1rem; border-block-end: 1px solid var(--rule); }
main > article > header :is(.dates, .languages) { margin: 0; }
.credit { color: var(--ink); font-weight: 600; margin-inline-end: .5em; }
.corrections { margin-block-end: 1.5rem; padding: .75rem 1rem; border-inline-start: 3px solid var(--accent); font-family: var(--label); font-size: .9375rem; line-height: 1.5; }
.corrections p:last-child { margin: 0; }
.body p { hyphens: auto; }
.body h2 { margin: 1.75rem 0 .75rem; font-size: 1.25rem; }
.body pre { overflow-x: auto; margin: 0 0 1em; font-size: .875rem; line-height: 1.45; }
main > article > footer { margin-block-start: 2rem; padding-block-start: 1rem; border-block-start: 1px solid var(--rule); }
main > article > footer p { margin: 0 0 .5rem; }

.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem 4rem; margin-block: 2rem; }
@media (min-width: 56rem) {
  .columns { grid-template-columns: minmax(0, 1fr) 20rem; align-items: start; }
  .feeds { border-inline-start: 1px solid var(--rule); padding-inline-start: 2rem; }
}
h2 { font: 600 .875rem/1.4 var(--label); color: var(--accent); margin-block-end: 1rem; }
.latest article { padding-block: 1.25rem; border-block-start: 1px solid var(--rule); }
.latest h2 + article { padding-block-start: 0; border: 0; }
.latest h3 { font-size: 1.375rem; margin-block-end: .4rem; }
.latest h2 + article h3 { font-size: clamp(1.625rem, 1.3rem + 1.6vw, 2.125rem); letter-spacing: -.01em; }
.latest h3 a { text-decoration: none; }
.latest article p { margin: 0 0 .4rem; }
.feeds h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
.feeds p { margin: 0 0 .75rem; color: var(--quiet); }
.feeds dl { margin: 0 0 1rem; }
.feeds ul { margin: 0 0 1rem; padding: 0; list-style: none; }
.feeds li { margin: 0 0 .35rem; }
.feeds dt { font-weight: 600; }
.feeds dt small { font-size: inherit; font-weight: 400; }
.feeds dd { margin: 0 0 .6rem; overflow-wrap: anywhere; }

main:has(> article) + .colophon { max-width: 38rem; }
.colophon { padding-block: 1rem 3rem; border-block-start: 1px solid var(--rule); }
.colophon p { margin: 0 0 .35rem; }

@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --rule: #999; --accent: #000; }
  body { font-size: 11pt; padding: 0; }
  .feeds, .colophon a, nav { display: none; }
  .columns { display: block; }
  a { text-decoration: none; }
  .latest article, .masthead { break-inside: avoid; }
  .body p { orphans: 3; widows: 3; }
}
`;
