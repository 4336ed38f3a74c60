/** `GET /v1/stories/{story}/receivers`: who has it, or may have. */
import { z } from 'zod';

import { receiversOf } from '../../../desk/story-history.ts';
import { json } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import { receiver } from '../../schemas/story.ts';
import { storySeen } from '../../story-view.ts';
import { storyParams } from './story-param.ts';

export const listReceivers: Operation = operation({
  id: 'listReceivers',
  method: 'GET',
  path: '/stories/{story}/receivers',
  tag: 'Stories',
  summary: 'Lists who was sent a story, and which version of it',
  scope: 'deliveries:read',
  params: storyParams,
  answers: {
    200: {
      description: 'Everybody who has it, or may have.',
      schema: z.object({ guid: z.string(), receivers: z.array(receiver) }),
    },
  },
  async run(call, room) {
    const { entry } = await storySeen(bearer(call), call.params.story, room);
    return json({ guid: entry.guid, receivers: await receiversOf(room.store, entry) });
  },
});
