/** `GET /v1/stories/{story}/versions/{version}`: one of its versions, in a format. */
import { z } from 'zod';

import { isPrivate } from '../../../story/life.ts';
import { NotFoundError } from '../../../story/wiredesk-error.ts';
import { problem } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import { format } from '../../schemas/format.ts';
import { versionOrDocument } from '../../schemas/version-or-document.ts';
import { storyDocument } from '../../story-document.ts';
import { eventOf, seesEarlier, seesPrivate, storySeen } from '../../story-view.ts';
import { storyParams } from './story-param.ts';

export const readVersion: Operation = operation({
  id: 'readVersion',
  method: 'GET',
  path: '/stories/{story}/versions/{version}',
  tag: 'Stories',
  summary: 'Reads one version of a story',
  description: 'Once a story is killed or held, its earlier versions are for tokens alone that may write stories: 410.',
  scope: 'stories:read',
  params: storyParams.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  query: z.strictObject({ format: format.exactOptional() }),
  answers: { 200: versionOrDocument },
  async run(call, room) {
    const token = bearer(call);
    const { entry, newest } = await storySeen(token, call.params.story, room);
    const version = await room.store.stories.version(entry.guid, call.params.version);
    if (version === undefined || (isPrivate(version) && !seesPrivate(token))) {
      throw new NotFoundError(`${entry.guid} has no version ${call.params.version}`);
    }
    if (version.version < newest.version && !seesEarlier(token, newest)) {
      return problem('withdrawn', `${entry.guid} was withdrawn: its notice is version ${newest.version}`);
    }
    const event = await eventOf(room.store, version);
    return storyDocument({ version, event, entry, token }, call.query.format, room);
  },
});
