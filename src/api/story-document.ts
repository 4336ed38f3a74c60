/** One version of a story, as JSON of the API's own or in a format. */
import { json, problem, type ApiAnswer } from './answer.ts';
import type { ApiRoom } from './room.ts';
import { positionOf, versionOf, type Shown } from './story-view.ts';

export function storyDocument(shown: Shown, format: string | undefined, room: ApiRoom): ApiAnswer {
  if (format === undefined) return json(versionOf(shown, room));
  const chosen = room.formats.get(format);
  if (chosen === undefined) {
    const detail = `is one of ${[...room.formats.keys()].join(', ')}`;
    return problem('invalid-parameters', `format ${detail}`, { errors: [{ parameter: 'format', detail }] });
  }
  if (shown.version.audience !== undefined && chosen.saysEmbargo !== true) {
    return problem('conflict', `the story is under embargo, and ${format} has no field that says so`);
  }
  const text = chosen.render(shown.version, room.desk, positionOf(shown.event));
  return { kind: 'body', status: 200, mediaType: chosen.mediaType, body: Buffer.from(text, chosen.encoding) };
}
