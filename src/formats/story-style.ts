/** The look of one story, of its corrections, and of the notice in the place of one that has been withdrawn. */
export const storyStyle: string = `main > article { max-width: var(--narrow); margin: 2.25rem auto; }
main > article h1 { margin-block-end: .9rem; font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); letter-spacing: -.015em; line-height: 1.15; }
main > article > header { margin-block-end: 1.5rem; padding-block-end: 1rem; border-block-end: 1px solid var(--rule); }
main > article > header :is(.dates, .languages) { margin: 0; }
.section { margin: 0 0 .5rem; color: var(--accent); font-weight: 600; }
.section a { text-decoration: none; }
.subheadline { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.35; color: var(--quiet); text-wrap: balance; }
.byline { margin: 0 0 .25rem; font-style: italic; }
.byline:dir(rtl) { font-style: normal; }
.languages { font-family: var(--label); font-size: .875rem; }
.credit { color: var(--ink); font-weight: 600; margin-inline-end: .5em; }
.body p { hyphens: auto; hyphenate-limit-chars: 8 4 4; }
.body p:first-child { font-size: 1.1875rem; }
.body h2 { margin: 1.75rem 0 .75rem; font: 700 1.1875rem/1.35 var(--text); color: inherit; }
.body pre { overflow-x: auto; margin: 0 0 1em; font-size: .875rem; line-height: 1.45; overflow-wrap: normal; }
figure { margin: 0 0 1.75rem; }
figure img { display: block; max-inline-size: 100%; block-size: auto; background: var(--rule); }
figcaption { margin-block-start: .5rem; font-size: .9375rem; line-height: 1.45; color: var(--quiet); }
figcaption:dir(rtl) { line-height: 1.75; }
main > article > footer { margin-block-start: 2rem; padding-block-start: 1rem; border-block-start: 1px solid var(--rule); }
main > article > footer p { margin: 0 0 .5rem; }
main:has(> article) + .colophon { max-width: var(--narrow); }

.corrections { margin-block-end: 1.5rem; padding: .85rem 1.1rem; border: 1px solid var(--accent); border-block-start-width: 4px; font-size: 1rem; line-height: 1.5; }
.corrections:dir(rtl) { line-height: 1.8; }
.corrections p { margin: 0; }
.corrections p + p { margin-block-start: .75rem; padding-block-start: .75rem; border-block-start: 1px solid var(--rule); }
.corrections .dates { display: block; }
main > .notice { padding: 1.5rem clamp(1rem, 4vw, 2rem) 1rem; border: 2px solid var(--ink); outline: 1px solid var(--ink); outline-offset: 4px; }
main > .notice > header { margin-block-end: 1rem; }
main > .notice h1 { margin-block-end: .5rem; font-size: clamp(1.375rem, 1.1rem + 1.2vw, 1.75rem); }
.notice .body p:first-child { font-weight: 600; }
`;
