/** Pages on paper: the words, and where they are to be found; nothing to press. */
export const printStyle: string = `.address { display: none; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --rule: #999; --accent: #000; }
  body { padding: 0; font-size: 10.5pt; }
  .bar, .skip, .copy, .languages, .directory, .feeds > p, .colophon .links { display: none; }
  .address { display: block; }
  .masthead { padding-block-start: 0; border-block-end: 3px double #000; }
  main > article { max-width: none; margin-block: 1.5rem; }
  .colophon, main:has(> article) + .colophon { max-width: none; padding-block-end: 0; }
  .days { columns: 2; }
  a { text-decoration: none; }
  h1, h2, h3 { break-after: avoid; }
  .latest article, .corrections, .notice, figure { break-inside: avoid; }
  figure img { max-block-size: 12cm; }
  .body p { orphans: 3; widows: 3; }
}
`;
