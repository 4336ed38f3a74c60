/** What is answered where a story was that has been withdrawn. */
import { type Answer, fieldLines, shortAnswer } from './answers.ts';
import { noticeHeaders } from './document-headers.ts';
import type { Found } from './published-file.ts';
import { isWorthCompressing, representationOf } from './representation.ts';
import { CACHE_CONTROL } from './response-headers.ts';
import type { FileRequest, FileServing } from './serve-file.ts';
import type { Withdrawn } from './withdrawn.ts';

export type NoticeRequest = Pick<FileRequest, 'segments' | 'headers'> & {
  readonly status: Withdrawn;
  /** What lies at the path that was asked for. */
  readonly found: Found;
};

/**
 * The notice in the format that was asked for, else its page. No conditions are looked at, and no validators given: they
 * are for answers of success (RFC 9110 §13.2.1).
 */
export async function serveNotice(
  { status, segments, headers, found }: NoticeRequest,
  serving: FileServing,
): Promise<Answer | 'replaced'> {
  const page = [...segments.slice(0, 2), 'index.html'].join('/');
  const notice = found.kind === 'file' ? found : (await serving.find(page)).found;
  if (notice.kind !== 'file') return shortAnswer(status, 'This story has been withdrawn.\n', WITHOUT_NOTICE);
  const { file } = notice;
  const coding = serving.chooseCoding(headers.get('accept-encoding'), isWorthCompressing(file)) ?? 'identity';
  const content = await representationOf(file, coding, serving);
  if (content === undefined) return 'replaced';
  return {
    status,
    headers: fieldLines({ ...noticeHeaders({ file, content, coding, sentAt: serving.now() }), ...NO_INDEX }),
    body: content.bytes,
  };
}

const NO_INDEX: Readonly<Record<string, string>> = { 'x-robots-tag': 'noindex' };

/** A cache takes it in the place of what it has (serve-file.ts). */
const WITHOUT_NOTICE = { ...NO_INDEX, 'cache-control': CACHE_CONTROL.story };
