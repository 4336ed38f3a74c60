/** NewsML-G2 2.35 (IPTC): a story as a newsItem, a feed as a newsMessage of its latest stories. */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { pushHead } from './feed-item.ts';
import type { Format } from './format.ts';
import { appendNewsItem } from './newsml-item.ts';
import { appendNewsMessage, MESSAGE_FILE } from './newsml-message.ts';
import { appendPictureItems } from './newsml-pictures.ts';
import { xmlDocument } from './xml-tree.ts';

/** For browsers, which would only offer to save IPTC's own media types. */
const XML_MEDIA_TYPE = 'application/xml; charset=utf-8';

/** In a story's folder. */
export const NEWSML_STORY_FILE = 'newsml-g2.xml';

export const newsmlG2: Format = {
  name: 'newsml-g2',
  standard: 'NewsML-G2 2.35',
  feed: {
    fileName: MESSAGE_FILE,
    mediaType: XML_MEDIA_TYPE,
    itemLines: { first: '    <newsItem ', last: '    </newsItem>' },
    render: (feed, [newest, ...older], desk) =>
      newest && xmlDocument((document) => appendNewsMessage(document, feed, [newest, ...older], desk)),
  },
  story: { fileName: NEWSML_STORY_FILE, mediaType: XML_MEDIA_TYPE, render: newsItemDocument },
  // Pushed in the envelope that agencies exchange news in: Superdesk's parser takes nothing else.
  push: {
    mediaType: 'application/vnd.iptc.g2.newsmessage+xml',
    saysEmbargo: true,
    render: (version, desk, event) =>
      xmlDocument((document) =>
        appendPictureItems(
          appendNewsMessage(document, { ...pushHead(desk), latestEvent: event }, [version], desk),
          version,
          desk,
        ),
      ),
  },
};

function newsItemDocument(version: StoryVersion, desk: Desk): string {
  return xmlDocument((document) => appendNewsItem(document, version, desk));
}
