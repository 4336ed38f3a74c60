/**
 * NITF 3.6 (IPTC, News Industry Text Format) in two spellings. With its namespace a document is valid by IPTC's schema;
 * most agencies send it without, as in the days of its DTD, and what ingests theirs takes nothing else.
 */

import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import type { Format } from './format.ts';
import { appendNitfBody } from './nitf-body.ts';
import { appendNitfHead } from './nitf-head.ts';
import { element, elementIn, xmlDocument } from './xml-tree.ts';

const NITF = 'http://iptc.org/std/NITF/2006-10-18/';

/** The one value that the schema allows. */
const VERSION = '-//IPTC//DTD NITF 3.6//EN';

/** For browsers, which would only offer to save IPTC's own media type. */
const XML_MEDIA_TYPE = 'application/xml; charset=utf-8';
const PUSH_MEDIA_TYPE = 'text/vnd.IPTC.NITF; charset=utf-8';

export const nitf: Format = nitfFormat('nitf', 'NITF 3.6', NITF);

export const nitfPlain: Format = nitfFormat('nitf-plain', 'NITF 3.6 without namespace');

function nitfFormat(name: string, standard: string, namespace?: string): Format {
  const render = (version: StoryVersion, desk: Desk): string => nitfDocument(version, desk, namespace);
  return {
    name,
    standard,
    story: { fileName: `${name}.xml`, mediaType: XML_MEDIA_TYPE, render },
    push: { mediaType: PUSH_MEDIA_TYPE, render },
  };
}

function nitfDocument(version: StoryVersion, desk: Desk, namespace: string | undefined): string {
  const attributes = { version: VERSION, uno: version.guid, baselang: version.story.language };
  return xmlDocument((document) => {
    const root =
      namespace === undefined
        ? element(document, 'nitf', attributes)
        : elementIn(namespace, document, 'nitf', attributes);
    appendNitfHead(root, version, desk);
    appendNitfBody(root, version, desk);
  });
}
