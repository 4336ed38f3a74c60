/** The list of operations: a new one is a new file and a line here. */
import type { Operation } from '../operation.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEvents } from './list-events.ts';
import { listProblems } from './list-problems.ts';
import { readDescription } from './read-description.ts';
import { readPageStyle } from './read-page-style.ts';
import { readPage } from './read-page.ts';
import { readStatus } from './read-status.ts';
import { correctStory } from './stories/correct-story.ts';
import { expireStory } from './stories/expire-story.ts';
import { fileStory } from './stories/file-story.ts';
import { holdStory } from './stories/hold-story.ts';
import { killStory } from './stories/kill-story.ts';
import { listReceivers } from './stories/list-receivers.ts';
import { listStories } from './stories/list-stories.ts';
import { listVersions } from './stories/list-versions.ts';
import { readStory } from './stories/read-story.ts';
import { readVersion } from './stories/read-version.ts';
import { releaseStory } from './stories/release-story.ts';
import { addSubscriber } from './subscribers/add-subscriber.ts';
import { changeSubscriber } from './subscribers/change-subscriber.ts';
import { listSubscribers } from './subscribers/list-subscribers.ts';
import { matchStory } from './subscribers/match-story.ts';
import { pauseSubscriber } from './subscribers/pause-subscriber.ts';
import { readPublicKey } from './subscribers/read-public-key.ts';
import { readSubscriber } from './subscribers/read-subscriber.ts';
import { removeSubscriber } from './subscribers/remove-subscriber.ts';
import { replayEvents } from './subscribers/replay-events.ts';
import { resumeSubscriber } from './subscribers/resume-subscriber.ts';
import { rotateSecret } from './subscribers/rotate-secret.ts';
import { setHeaders } from './subscribers/set-headers.ts';
import { testSubscriber } from './subscribers/test-subscriber.ts';
import { trustSubscriber } from './subscribers/trust-subscriber.ts';

export const operations: readonly Operation[] = [
  fileStory,
  listStories,
  readStory,
  listVersions,
  readVersion,
  listReceivers,
  correctStory,
  killStory,
  holdStory,
  releaseStory,
  expireStory,
  listSubscribers,
  addSubscriber,
  readSubscriber,
  changeSubscriber,
  removeSubscriber,
  pauseSubscriber,
  resumeSubscriber,
  testSubscriber,
  rotateSecret,
  trustSubscriber,
  setHeaders,
  readPublicKey,
  replayEvents,
  matchStory,
  listDeliveries,
  readStatus,
  listEvents,
  listProblems,
  readDescription,
  readPage,
  readPageStyle,
];
