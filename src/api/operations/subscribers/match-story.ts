/** `GET /v1/stories/{story}/match`: who would get it, and why not the others. */
import { z } from 'zod';

import { matchStory as match } from '../../../desk/subscribers/match-story.ts';
import { json } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import { verdict } from '../../schemas/subscriber.ts';
import { storySeen } from '../../story-view.ts';
import { storyParams } from '../stories/story-param.ts';

export const matchStory: Operation = operation({
  id: 'matchStory',
  method: 'GET',
  path: '/stories/{story}/match',
  tag: 'Subscribers',
  summary: 'Says who would get a story, and why not the others',
  scope: 'subscribers:read',
  params: storyParams,
  answers: {
    200: {
      description: 'Each subscriber, with where its filter disagrees.',
      schema: z.object({ guid: z.string(), event: z.string(), subscribers: z.array(verdict) }),
    },
  },
  async run(call, room) {
    const { entry } = await storySeen(bearer(call), call.params.story, room);
    const { event, subscribers } = await match(room.newsroom.desk, entry.guid);
    return json({ guid: entry.guid, event, subscribers });
  },
});
