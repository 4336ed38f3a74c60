/** The pictures that a text leads to: links whose targets are pictures, with what the link says of them. */
import type { RemotePicture } from '../../story/picture.ts';
import { isPictureAddress, largest } from '../items/pictures.ts';
import { readCount, readInstant } from '../items/values.ts';
import { present } from '../present.ts';
import type { CodeReader } from './codes.ts';
import { attributeOf, childOf, childrenOf, lineOf } from './elements.ts';
import type { XmlElement } from './xml.ts';

export function picturesLinked(itemMeta: XmlElement | undefined, codes: CodeReader): readonly RemotePicture[] {
  return childrenOf(itemMeta, 'link').flatMap((link) => {
    const isPicture =
      codes(childOf(link, 'itemClass'))?.code === 'picture' || isImage(attributeOf(link, 'contenttype'));
    if (!isPicture) return [];
    const rendition = largest([...childrenOf(link, 'remoteContent'), link].flatMap(renditionOf));
    return rendition === undefined ? [] : [{ ...rendition, ...wordsOf(link) }];
  });
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
