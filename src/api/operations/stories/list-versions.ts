/** `GET /v1/stories/{story}/versions`: what has become of it. */
import { z } from 'zod';

import { versionsOf } from '../../../desk/story-history.ts';
import { isPrivate } from '../../../story/life.ts';
import { json } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import { versionLine } from '../../schemas/story.ts';
import { seesEarlier, seesPrivate, storySeen } from '../../story-view.ts';
import { storyParams } from './story-param.ts';

export const listVersions: Operation = operation({
  id: 'listVersions',
  method: 'GET',
  path: '/stories/{story}/versions',
  tag: 'Stories',
  summary: 'Lists the versions of a story, oldest first',
  scope: 'stories:read',
  params: storyParams,
  answers: {
    200: {
      description: 'Those that the token may know of.',
      schema: z.object({ guid: z.string(), slug: z.string(), versions: z.array(versionLine) }),
    },
  },
  async run(call, room) {
    const token = bearer(call);
    const { entry, newest } = await storySeen(token, call.params.story, room);
    const known = (await versionsOf(room.store, entry)).filter((each) => seesPrivate(token) || !isPrivate(each));
    const versions = known.map(({ version, pubStatus: status, event, versionCreated, story }) => {
      const isReadable = version === newest.version || seesEarlier(token, newest);
      return { version, status, event, versionCreated, ...(isReadable && { headline: story.headline }) };
    });
    return json({ guid: entry.guid, slug: entry.slug, versions });
  },
});
