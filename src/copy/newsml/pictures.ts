/** Pictures by their addresses: those that a text leads to, with what its links say of them, and those of items of their own. */
import type { RemotePicture } from '../../story/picture.ts';
import type { Finding } from '../finding.ts';
import { isPictureAddress, largest, type PictureTerms, reasonToHoldBack } from '../items/pictures.ts';
import { readCount, readInstant } from '../items/values.ts';
import { present } from '../present.ts';
import type { CodeReader } from './codes.ts';
import { attributeOf, childOf, childrenOf, lineOf } from './elements.ts';
import type { XmlElement } from './xml.ts';

/** `itemOf`: what the message has of that guid, which says more of a picture than the link does. */
export function picturesLinked(
  itemMeta: XmlElement | undefined,
  codes: CodeReader,
  itemOf: (guid: string | undefined) => XmlElement | undefined,
  findings: Finding[],
): readonly RemotePicture[] {
  return childrenOf(itemMeta, 'link').flatMap((link) => {
    const isPicture =
      codes(childOf(link, 'itemClass'))?.code === 'picture' || isImage(attributeOf(link, 'contenttype'));
    if (!isPicture) return [];
    const own = childOf(itemOf(attributeOf(link, 'residref')), 'itemMeta');
    const reason = [link, own].map((each) => whyHeldBack(each, itemMeta)).find((each) => each !== undefined);
    if (reason !== undefined) {
      const { line, column } = link;
      findings.push({ severity: 'warning', line, column, message: `this picture is left out: ${reason}` });
      return [];
    }
    const rendition = largest([...childrenOf(link, 'remoteContent'), link].flatMap(renditionOf));
    return rendition === undefined ? [] : [{ ...rendition, ...wordsOf(link) }];
  });
}

/** By the metadata of the picture, or by those that a link repeats; `text`: the itemMeta of what it comes with. */
export function whyHeldBack(picture: XmlElement | undefined, text: XmlElement | undefined): string | undefined {
  return reasonToHoldBack(termsOf(picture), {
    ...termsOf(text),
    versionCreated: lineOf(childOf(text, 'versionCreated')),
  });
}

function termsOf(meta: XmlElement | undefined): PictureTerms {
  const status = childOf(meta, 'pubStatus');
  const embargo = childOf(meta, 'embargoed');
  const code = attributeOf(status, 'qcode') ?? attributeOf(status, 'uri') ?? '';
  return {
    pubStatus: status === undefined ? undefined : code.replace(/^.*[:/]/, ''),
    embargoed: embargo === undefined ? undefined : (lineOf(embargo) ?? ''),
  };
}

/** What a newsItem of class picture has; nothing where its file is not to be had at an address. */
export function pictureOfItem(newsItem: XmlElement): RemotePicture | undefined {
  const meta = childOf(newsItem, 'contentMeta');
  const contents = childrenOf(childOf(newsItem, 'contentSet'), 'remoteContent');
  const rendition = largest(contents.flatMap(renditionOf));
  if (rendition === undefined || meta === undefined) return rendition;
  const described = childrenOf(meta, 'description').find((each) => attributeOf(each, 'role') === undefined);
  return {
    ...rendition,
    ...present({
      // Of a picture the description is its caption.
      caption: lineOf(described),
      copyrightNotice: lineOf(childOf(childOf(newsItem, 'rightsInfo'), 'copyrightNotice')),
    }),
    ...wordsOf(meta),
    ...present({ byline: lineOf(childOf(meta, 'by')) ?? lineOf(childOf(childOf(meta, 'creator'), 'name')) }),
  };
}

function isImage(type: string | undefined): boolean {
  return type?.startsWith('image/') === true;
}

function renditionOf(element: XmlElement): RemotePicture[] {
  const href = attributeOf(element, 'href');
  const contentType = attributeOf(element, 'contenttype');
  if (!isPictureAddress(href) || (contentType !== undefined && !isImage(contentType))) return [];
  const count = (name: string): number | undefined => readCount(attributeOf(element, name) ?? '');
  return [{ href, ...present({ contentType, bytes: count('size'), width: count('width'), height: count('height') }) }];
}

function wordsOf(link: XmlElement): Partial<RemotePicture> {
  const described = (role: RegExp): string | undefined =>
    lineOf(childrenOf(link, 'description').find((each) => role.test(attributeOf(each, 'role') ?? '')));
  return present({
    headline: lineOf(childOf(link, 'headline')),
    caption: described(/:caption$/i),
    altText: described(/:alt/i),
    byline: lineOf(childOf(childOf(link, 'creator'), 'name')),
    creditLine: lineOf(childOf(link, 'creditline')),
    copyrightNotice: lineOf(childOf(link, 'copyrightNotice')),
    dateCreated: readInstant(lineOf(childOf(link, 'contentCreated')) ?? ''),
  });
}
