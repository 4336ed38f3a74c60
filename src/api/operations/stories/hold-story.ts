/** `POST /v1/stories/{story}/hold`: takes it back until it is released. */
import { holdNamed } from '../../../desk/story-acts.ts';
import { actOnStory } from '../../act-on-story.ts';
import { operation, type Operation } from '../../operation.ts';
import { acted } from '../../schemas/story.ts';
import { withdrawing } from '../../schemas/withdrawing.ts';
import { storyParams } from './story-param.ts';

export const holdStory: Operation = operation({
  id: 'holdStory',
  method: 'POST',
  path: '/stories/{story}/hold',
  tag: 'Stories',
  summary: 'Takes a story back until it is released',
  description: 'A notice stands in its place.',
  scope: 'stories:write',
  params: storyParams,
  body: { kind: 'json', schema: withdrawing },
  answers: { 200: { description: 'It is held.', schema: acted } },
  run: (call, room) =>
    actOnStory(call, room, {
      makes: ['story.held'],
      run: (entry) => holdNamed(room.newsroom.desk, entry, call.body),
    }),
});
