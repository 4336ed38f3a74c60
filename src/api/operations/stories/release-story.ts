/** `POST /v1/stories/{story}/release`: ends its hold. */
import { releaseNamed } from '../../../desk/story-acts.ts';
import { actOnStory } from '../../act-on-story.ts';
import { operation, type Operation } from '../../operation.ts';
import { acted } from '../../schemas/story.ts';
import { storyParams } from './story-param.ts';

export const releaseStory: Operation = operation({
  id: 'releaseStory',
  method: 'POST',
  path: '/stories/{story}/release',
  tag: 'Stories',
  summary: 'Ends the hold of a story',
  description: 'Its text is out again, as its file stands now.',
  scope: 'stories:write',
  params: storyParams,
  answers: { 200: { description: 'It may be used again.', schema: acted } },
  run: (call, room) =>
    actOnStory(call, room, { makes: ['story.released', 'story.corrected', 'story.published'], run: (entry) => releaseNamed(room.newsroom.desk, entry) }),
});
