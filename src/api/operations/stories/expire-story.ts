/** `POST /v1/stories/{story}/expire`: takes it out of the feeds. */
import { z } from 'zod';

import { readMoment } from '../../../copy/moment.ts';
import { expireNamed } from '../../../desk/story-acts.ts';
import type { Instant } from '../../../story/instant.ts';
import { actOnStory } from '../../act-on-story.ts';
import { operation, type Operation } from '../../operation.ts';
import { acted } from '../../schemas/story.ts';
import { storyParams } from './story-param.ts';

const moment = z.string().transform((written, context): Instant => {
  const reading = readMoment(written);
  if (reading.ok) return reading.instant;
  context.addIssue(reading.fault);
  return z.NEVER;
});

export const expireStory: Operation = operation({
  id: 'expireStory',
  method: 'POST',
  path: '/stories/{story}/expire',
  tag: 'Stories',
  summary: 'Takes a story out of the feeds, now or at an instant',
  description: 'Its page stays.',
  scope: 'stories:write',
  params: storyParams,
  body: {
    kind: 'json',
    schema: z.strictObject({
      at: moment.exactOptional().describe('Date, time and zone, as in 2026-11-24T18:00:00+01:00; absent: now'),
    }),
  },
  answers: { 200: { description: 'It leaves the feeds then.', schema: acted } },
  run: (call, room) =>
    actOnStory(call, room, {
      makes: ['story.updated'],
      run: (entry) => expireNamed(room.newsroom.desk, entry, call.body.at),
    }),
});
