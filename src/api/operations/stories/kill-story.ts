/** `POST /v1/stories/{story}/kill`: withdraws it, for good. */
import { killNamed } from '../../../desk/story-acts.ts';
import { actOnStory } from '../../act-on-story.ts';
import { operation, type Operation } from '../../operation.ts';
import { acted } from '../../schemas/story.ts';
import { withdrawing } from '../../schemas/withdrawing.ts';
import { storyParams } from './story-param.ts';

export const killStory: Operation = operation({
  id: 'killStory',
  method: 'POST',
  path: '/stories/{story}/kill',
  tag: 'Stories',
  summary: 'Withdraws a story, for good',
  description: 'Its text leaves every feed and page, and who has it is told first. A notice stands in its place.',
  scope: 'stories:write',
  params: storyParams,
  body: {
    kind: 'json',
    schema: withdrawing.refine(
      ({ reason, from }) => reason !== undefined || from !== undefined,
      'must say why: reason, or from the kill notice in stories/',
    ),
  },
  answers: { 200: { description: 'It is withdrawn.', schema: acted } },
  run: (call, room) =>
    actOnStory(call, room, {
      makes: ['story.killed'],
      run: (entry) => killNamed(room.newsroom.desk, entry, call.body),
    }),
});
