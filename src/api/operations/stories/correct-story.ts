/** `POST /v1/stories/{story}/correct`: says what was wrong in it. */
import { z } from 'zod';

import { correctNamed } from '../../../desk/story-acts.ts';
import { actOnStory } from '../../act-on-story.ts';
import { operation, type Operation } from '../../operation.ts';
import { acted } from '../../schemas/story.ts';
import { storyParams } from './story-param.ts';

const NOTE_MAX = 10_000;

export const correctStory: Operation = operation({
  id: 'correctStory',
  method: 'POST',
  path: '/stories/{story}/correct',
  tag: 'Stories',
  summary: 'Says what was wrong in a story',
  description:
    'Of its text as it is out, or as its file stands now. New words that are filed with a mark of correction at their head correct it in one step.',
  scope: 'stories:write',
  params: storyParams,
  body: {
    kind: 'json',
    schema: z.strictObject({
      note: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(NOTE_MAX)
        .describe('What was wrong and where; readers and subscribers are told'),
    }),
  },
  answers: { 200: { description: 'It is corrected.', schema: acted } },
  run: (call, room) =>
    actOnStory(call, room, {
      makes: ['story.corrected'],
      run: (entry) => correctNamed(room.newsroom.desk, entry, call.body.note),
    }),
});
