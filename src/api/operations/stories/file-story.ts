/** `POST /v1/stories`: copy, ninjs or NewsML-G2, put on the wire. */
import { z } from 'zod';

import { bytesMax, type StoryFileKind } from '../../../copy/read-stories.ts';
import type { Filing, FiledStory } from '../../../desk/filing/file-copy.ts';
import { json, problem, type ApiAnswer } from '../../answer.ts';
import { operation, type Operation, type RawContent } from '../../operation.ts';
import { filing as filingSchema } from '../../schemas/story.ts';

const KINDS: Readonly<Record<string, StoryFileKind>> = {
  'text/plain': 'copy',
  'application/json': 'ninjs',
  'application/xml': 'newsml-g2',
  'text/xml': 'newsml-g2',
  'application/vnd.iptc.g2.newsitem+xml': 'newsml-g2',
  'application/vnd.iptc.g2.newsmessage+xml': 'newsml-g2',
};

const BYTES_MAX = Math.max(bytesMax('copy'), bytesMax('ninjs'), bytesMax('newsml-g2'));

export const fileStory: Operation = operation({
  id: 'fileStory',
  method: 'POST',
  path: '/stories',
  tag: 'Stories',
  summary: 'Files a story: wire copy, ninjs or NewsML-G2',
  description:
    'It is saved in `stories/` and on the wire, durably, when the answer comes; feeds and subscribers follow at once. What cannot be read is answered by 422 with every problem and its line, as `wiredesk check` says it, and leaves nothing behind. The same bytes again change nothing. A story that is sent with `name`, or an `id` or guid that the wire knows, is its next version.',
  scope: 'stories:write',
  query: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(500)
      .exactOptional()
      .describe('The file in stories/ that it is, such as fr/storm.txt; a folder named by a language says that'),
  }),
  body: { kind: 'raw', mediaTypes: Object.keys(KINDS), bytesMax: BYTES_MAX },
  answers: {
    201: { description: 'It is on the wire, and new.', schema: filingSchema },
    200: { description: 'Its story has a new version, was killed by it, or has these words already.', schema: filingSchema },
    202: { description: 'It is kept and not out: under embargo, or on hold.', schema: filingSchema },
  },
  async run({ query, body }, { newsroom, desk }) {
    const kind = KINDS[body.mediaType.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'copy';
    if (body.bytes.byteLength > bytesMax(kind)) {
      return problem('body-too-large', `at most ${bytesMax(kind)} bytes of that are taken here`);
    }
    const bytes = kind === 'copy' ? inReadableCharset(body) : body.bytes;
    if (bytes === undefined) {
      const detail = 'the body is not in the charset that its Content-Type says, or that is not known: send it in UTF-8';
      return problem('unsupported-media-type', detail);
    }
    const filed = await newsroom.file({ kind, bytes, ...query });
    return answerOf(filed, desk.baseUrl);
  },
});

/** What copy is read as by itself, so that whoever says Latin-1 and sends UTF-8 is read right. */
const READ_ALREADY: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'latin1', 'windows-1252']);

/** RFC 2046 §4.1.2: a file cannot say its charset as a request does, and Arabic in windows-1256 was read as Latin letters. */
function inReadableCharset({ mediaType, bytes }: RawContent): Uint8Array | undefined {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(mediaType)?.[1]?.toLowerCase();
  if (charset === undefined || READ_ALREADY.has(charset)) return bytes;
  try {
    return Buffer.from(new TextDecoder(charset, { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function answerOf(filed: Filing, baseUrl: string): ApiAnswer {
  if (filed.kind === 'unusable') {
    const first = filed.problems.find(({ severity }) => severity === 'error');
    const place = [first?.line, first?.column].filter((part) => part !== undefined).join(':');
    const detail = `${place === '' ? '' : `${place}: `}${first?.message ?? 'it holds no story'}`;
    return problem('unusable', detail, { more: { problems: filed.problems } });
  }
  const { file, stories, problems } = filed;
  const shown = stories.map((story) => shownOf(story, baseUrl));
  const location = shown.find((story) => story.location !== undefined)?.location;
  return json({ file, stories: shown, problems }, statusOf(stories), location === undefined ? {} : { location });
}

function statusOf(stories: readonly FiledStory[]): number {
  if (stories.some(({ outcome }) => outcome === 'new')) return 201;
  return stories.every(({ outcome }) => outcome === 'held') ? 202 : 200;
}

function shownOf({ outcome, version, sequence, until }: FiledStory, baseUrl: string) {
  return {
    outcome,
    ...(version !== undefined && {
      guid: version.guid,
      slug: version.slug,
      version: version.version,
      status: version.pubStatus,
      location: `${baseUrl}v1/stories/${version.slug}`,
    }),
    ...(sequence !== undefined && { sequence }),
    ...(until !== undefined && { until }),
  };
}
