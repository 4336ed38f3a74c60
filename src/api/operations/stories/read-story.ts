/** `GET /v1/stories/{story}`: its newest version. */
import { z } from 'zod';

import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import { format } from '../../schemas/format.ts';
import { versionOrDocument } from '../../schemas/version-or-document.ts';
import { storyDocument } from '../../story-document.ts';
import { eventOf, storySeen } from '../../story-view.ts';
import { storyParams } from './story-param.ts';

export const readStory: Operation = operation({
  id: 'readStory',
  method: 'GET',
  path: '/stories/{story}',
  tag: 'Stories',
  summary: 'Reads the newest version of a story',
  description: 'Of a killed or held story that is the notice in its place.',
  scope: 'stories:read',
  params: storyParams,
  query: z.strictObject({ format: format.exactOptional() }),
  answers: { 200: versionOrDocument },
  async run(call, room) {
    const token = bearer(call);
    const { entry, newest: version } = await storySeen(token, call.params.story, room);
    const event = await eventOf(room.store, version);
    return storyDocument({ version, event, entry, token }, call.query.format, room);
  },
});
