/** The pictures among the associations of a ninjs object: a map of them in 1.x, a list in later releases. */
import type { RemotePicture } from '../../story/picture.ts';
import { isPictureAddress, largest, reasonToHoldBack } from '../items/pictures.ts';
import { readCount, readInstant } from '../items/values.ts';
import { present } from '../present.ts';
import type { Fields } from './fields.ts';
import type { JsonValue } from './json.ts';

export function picturesIn(fields: Fields): readonly RemotePicture[] {
  return fields.members('associations').flatMap((association) => {
    if (association.line('type') !== 'picture' || isHeldBack(association, fields)) return [];
    const rendition = largest(association.members('renditions').flatMap(renditionOf));
    return rendition === undefined ? [] : [{ ...rendition, ...wordsOf(association) }];
  });
}

/** An association is an object of its own, with a status and an embargo of its own. */
function isHeldBack(association: Fields, text: Fields): boolean {
  const { findings } = association;
  const status = association.value('pubStatus');
  const embargo = association.value('embargoedUntil', 'embargoed');
  const reason = reasonToHoldBack(
    { pubStatus: writtenIn(status), embargoed: writtenIn(embargo) },
    {
      pubStatus: writtenIn(text.value('pubStatus')),
      embargoed: writtenIn(text.value('embargoedUntil', 'embargoed')),
      versionCreated: writtenIn(text.value('versionCreated')),
    },
  );
  const place = embargo ?? status;
  if (reason === undefined || place === undefined) return false;
  const { line, column } = place;
  findings.push({ severity: 'warning', line, column, message: `this picture is left out: ${reason}` });
  return true;
}

/** What is no text is nothing that could be understood. */
function writtenIn(value: JsonValue | undefined): string | undefined {
  return value === undefined || value.kind === 'text' ? value?.text : '';
}

function renditionOf(rendition: Fields): RemotePicture[] {
  const href = rendition.line('href');
  if (!isPictureAddress(href)) return [];
  const contentType = rendition.line('contentType', 'mimetype');
  if (contentType !== undefined && !contentType.startsWith('image/')) return [];
  const count = (name: string): number | undefined => readCount(rendition.textOrNumber(name)?.text ?? '');
  return [
    {
      href,
      ...present({ contentType, bytes: count('sizeInBytes'), width: count('width'), height: count('height') }),
    },
  ];
}

function wordsOf(picture: Fields): Partial<RemotePicture> {
  const described = (role: RegExp): string | undefined =>
    picture
      .objects('descriptions')
      .find((each) => role.test(each.line('role') ?? ''))
      ?.line('value');
  return present({
    headline: picture.line('headline') ?? picture.objects('headlines')[0]?.line('value'),
    caption: described(/^caption$/i) ?? picture.line('description_text'),
    // Superdesk has it where other items have their text.
    altText: described(/^alt/i) ?? picture.line('description_alttext', 'body_text'),
    byline: picture.line('by', 'byline'),
    creditLine: picture.objects('infoSources', 'infoSource')[0]?.line('name') ?? picture.line('source'),
    copyrightNotice: picture.line('copyrightNotice'),
    dateCreated: readInstant(picture.line('contentCreated') ?? ''),
  });
}
