/** Faults in who is sent what of a story that is under embargo, held or released. */
import type { Mutation } from './mutation.ts';

export const OF_LIFE: readonly Mutation[] = [
  {
    name: 'a story under embargo goes to everybody',
    file: 'story/audience.ts',
    from: 'return isTrusted && pubStatus',
    to: 'return pubStatus',
  },
  {
    name: 'a story under embargo is handed to everybody',
    file: 'delivery/fan-out.ts',
    from: 'handOut(seq, ids.filter(isFor))',
    to: 'handOut(seq, ids.filter((id) => isFor(id) || true))',
  },
  {
    name: 'a story under embargo is asked for by nobody',
    file: 'delivery/fan-out.ts',
    from: 'isForDelivery(version, { isTrusted: true })',
    to: 'isForDelivery(version, {})',
  },
  {
    name: 'no kill for what the trusted may have been sent by a dead process',
    file: 'delivery/owed-kills.ts',
    from: '!isForDelivery(loaded.version, subscriber)',
    to: '!isForDelivery(loaded.version, { isTrusted: subscriber.isTrusted === undefined })',
  },
  {
    name: 'a replay forgets what the trusted may have been sent',
    file: 'wire/sqlite-set-back.ts',
    from: '!isForDelivery(version, known)',
    to: '!isForDelivery(version, {})',
  },
  {
    name: 'a hold takes nothing back',
    file: 'wire/event.ts',
    from: "['story.killed', 'story.held']",
    to: "['story.killed']",
  },
];
