/**
 * Pictures that come with a text in a package, where the text has no links to them: many agencies send them so. They are
 * the text's where the package has no other; with several texts, nothing says whose each is.
 */
import type { RemotePicture } from '../../story/picture.ts';
import { codeReader } from './codes.ts';
import { attributeOf, childOf, childrenOf, isNamed } from './elements.ts';
import { classOf, isUsable } from './item-kind.ts';
import { pictureOfItem, whyHeldBack } from './pictures.ts';
import type { XmlElement } from './xml.ts';

export type Packaged = {
  readonly picturesOf: (text: XmlElement) => readonly RemotePicture[];
  /** Packages and pictures of which nothing is left to tell. */
  readonly isUsed: (item: XmlElement) => boolean;
};

/** `items`: all of a message. `linked`: the guids of pictures that texts lead to by themselves. */
export function packagedPictures(items: readonly XmlElement[], linked: ReadonlySet<string | undefined>): Packaged {
  const byGuid = new Map(items.map((item) => [attributeOf(item, 'guid'), item]));
  const pictures = new Map<XmlElement, RemotePicture[]>();
  const used = new Set<XmlElement>();
  for (const item of items.filter((each) => isNamed(each, 'packageItem') && isUsable(each))) {
    const members = membersOf(item, byGuid);
    const [text, ...others] = members.filter(isOrMayBeText);
    if (text?.item === undefined || others.length > 0) continue;
    for (const member of members) {
      const picture =
        isJoinable(member, text.item) && !linked.has(member.guid) ? pictureOfItem(member.item) : undefined;
      if (picture === undefined || member.item === undefined) continue;
      pictures.set(text.item, [...(pictures.get(text.item) ?? []), picture]);
      used.add(member.item).add(item);
    }
  }
  return { picturesOf: (text) => pictures.get(text) ?? [], isUsed: (item) => used.has(item) };
}

type Member = {
  readonly guid: string | undefined;
  /** Where the message has it. */
  readonly item: XmlElement | undefined;
  /** By IPTC's `ninat`; `undefined`: neither item nor reference says it. */
  readonly itemClass: string | undefined;
};

function membersOf(packageItem: XmlElement, byGuid: ReadonlyMap<string | undefined, XmlElement>): readonly Member[] {
  const groups = childrenOf(childOf(packageItem, 'groupSet'), 'group');
  const codes = codeReader(packageItem);
  return groups
    .flatMap((group) => childrenOf(group, 'itemRef'))
    .map((ref) => {
      const guid = attributeOf(ref, 'residref');
      const item = guid === undefined ? undefined : byGuid.get(guid);
      const itemClass = item === undefined ? codes(childOf(ref, 'itemClass'))?.code : classOf(item);
      return { guid, item, itemClass };
    });
}

function isOrMayBeText({ itemClass = 'text' }: Member): boolean {
  return itemClass === 'text';
}

/** One that its maker holds back for longer than the text is not to come out with that. */
function isJoinable(member: Member, text: XmlElement): member is Member & { readonly item: XmlElement } {
  const { item, itemClass } = member;
  if (item === undefined || itemClass !== 'picture') return false;
  return whyHeldBack(childOf(item, 'itemMeta'), childOf(text, 'itemMeta')) === undefined;
}
