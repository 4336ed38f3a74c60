/** What the page about the API has beyond the look of all pages: calls, and tables of what they take. */

/** From the page. */
export const PAGE_STYLE_FILE = 'page.css';

export const pageStyle: string = `main > * { max-width: 48rem; margin-inline: auto; }
.masthead .tagline { margin-block: 0 1rem; }
main > h1 { margin-block: 2.25rem .75rem; }
main h2 { margin-block: 3rem 1rem; padding-block-end: .25rem; border-block-end: 3px double var(--ink); }
main h3 { margin-block: 2rem .5rem; font-size: 1.125rem; }
code, pre { font: .875em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.call { display: block; padding: .5rem .75rem; border-inline-start: 3px solid var(--accent); background: color-mix(in srgb, var(--rule) 30%, transparent); }
.call b { color: var(--accent); }
table { width: 100%; border-collapse: collapse; font: .875rem/1.5 var(--label); margin-block-end: 1rem; }
th { width: 14rem; font-weight: 400; text-align: start; }
th, td { padding: .35rem .75rem .35rem 0; border-block-end: 1px solid var(--rule); vertical-align: top; }
caption { text-align: start; color: var(--quiet); }
small { color: var(--quiet); }
`;
