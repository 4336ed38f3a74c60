/** What the pages take besides themselves: their style, the script of their buttons, their icon. All from the same site. */
import type { Desk } from '../story/desk.ts';
import { copyScript } from './copy-script.ts';
import type { SiteDocument } from './format.ts';
import { feedLooks } from './feed-look.ts';
import { markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

export const PAGE_STYLE_FILE = 'assets/page.css';
export const COPY_SCRIPT_FILE = 'assets/copy.js';
export const ICON_FILE = 'assets/icon.svg';

export const pageAssets: readonly SiteDocument[] = [
  { fileName: PAGE_STYLE_FILE, mediaType: 'text/css; charset=utf-8', render: () => pageStyle },
  { fileName: COPY_SCRIPT_FILE, mediaType: 'text/javascript; charset=utf-8', render: () => copyScript },
  ...feedLooks,
  { fileName: ICON_FILE, mediaType: 'image/svg+xml', render: (_feeds, _latest, desk) => icon(desk) },
];

/** Its address from a page. Caches keep it for an hour (web/response-headers.ts): another release is asked for anew. */
export function assetOf(fileName: string, toRoot: string, { generator }: Desk): string {
  return `${toRoot}${fileName}?v=${encodeURIComponent(generator.version)}`;
}

/** The first letter of the agency's mark, white on the red of the pages. */
function icon({ agency }: Desk): string {
  const [letter] = new Intl.Segmenter().segment(agency.mark);
  const { html } = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="4" fill="#8c1c13"/>
<text x="16" y="24" text-anchor="middle" font-family="Georgia, serif" font-size="24" font-weight="700" fill="#fff">${letter?.segment ?? ''}</text>
</svg>
`;
  return html;
}
