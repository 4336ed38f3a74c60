/** The look of what lists stories and feeds: the front page, the pages of feeds, and the one about subscribing. */
export const listStyle: string = `.latest h3 a, .latest li a { text-decoration: none; }
.latest :is(h3, li) a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.latest > p { margin-block: 2rem; }
.latest article p { margin: .4rem 0 0; }
.front { display: grid; grid-template-columns: minmax(0, 1fr); padding-block: 1.75rem 1.5rem; }
.front article + article { margin-block-start: 1.1rem; padding-block-start: 1.1rem; border-block-start: 1px solid var(--rule); }
.front h3 { font-size: 1.25rem; letter-spacing: -.005em; }
.front .lead h3 { font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.875rem); letter-spacing: -.02em; line-height: 1.12; text-wrap: pretty; }
.front .lead h3:dir(rtl) { line-height: 1.45; letter-spacing: 0; }
.front article p:not(.dates) { font-size: 1rem; }
.front .lead p.standfirst { margin-block-start: .75rem; font-size: clamp(1.125rem, 1rem + .5vw, 1.3125rem); line-height: 1.5; }
.front .lead:dir(rtl) p.standfirst { line-height: 1.85; }
@media (min-width: 40rem) {
  .front { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2.5rem; }
  .lead { grid-column: 1 / -1; }
}
@media (min-width: 60rem) {
  .front { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .lead { grid-column: span 2; }
  .lead:only-child { grid-column: 1 / -1; max-width: 52rem; }
  .front .lead + article { margin: 0; padding-block-start: 0; border-block-start: 0; }
}
.days { padding-block: 1.25rem 2rem; border-block-start: 1px solid var(--ink); columns: 3 17rem; column-gap: 2.5rem; column-rule: 1px solid var(--rule); }
.day h3 { break-after: avoid; padding-block-end: .35rem; font: 600 .875rem/1.5 var(--label); color: var(--accent); }
.day + .day h3 { padding-block-start: .9rem; }
.day li { break-inside: avoid; padding-block: .5rem .6rem; border-block-start: 1px solid var(--rule); font-size: 1rem; line-height: 1.35; }
.day li:dir(rtl) { line-height: 1.75; }
.day .dates { display: block; font-size: .8125rem; }

h2 { font: 600 1.0625rem/1.4 var(--label); color: var(--accent); }
.feeds { padding-block: 1.5rem 2rem; border-block-start: 3px double var(--ink); }
.feeds > p { max-width: 44rem; margin-block: .35rem 1rem; }
.feeds h3 { font-size: .875rem; margin-block-end: .25rem; }
.feeds ul { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; }
.addresses { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: .9rem 2rem; margin: 0 0 1.5rem; }
.addresses dt { font-weight: 600; }
.addresses dt small { font-size: inherit; font-weight: 400; color: var(--quiet); }
.addresses dd, .rows li > span + span { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin: 0; }
.directory { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.directory section { padding-block-start: .75rem; border-block-start: 1px solid var(--rule); }

.about { max-width: var(--narrow); margin: 2rem 0; font-size: 1.125rem; }
.about ol { padding-inline-start: 1.5em; list-style: decimal; margin-block-end: 1em; }
.about li { margin-block-end: .5em; padding-inline-start: .25em; }
.feeds h2 + .rows { margin-block-start: .75rem; }
.feeds + .feeds { border-block-start: 1px solid var(--ink); }
.feeds .rows { display: block; }
.rows li { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; padding-block: .5rem; border-block-start: 1px solid var(--rule); }
.rows li > span:first-child { flex: 0 1 16rem; font-weight: 600; }
.rows li > span + span { flex: 1 1 20rem; min-inline-size: 0; }
.copy { padding: .1rem .6rem; border: 1px solid var(--rule); border-radius: 3px; background: transparent; color: inherit; font: inherit; font-size: .8125rem; cursor: pointer; }
.copy:hover { border-color: currentColor; }
`;
