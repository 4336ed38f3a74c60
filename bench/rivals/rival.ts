/** What the bench asks of any sender in a burst or at a pace. */
import type { Work } from '../measure/work.ts';
import type { PostTo } from '../processes/posting.ts';
import type { BurstOptions, PacedOptions } from '../processes/wiredesk-sender.ts';

export type RivalSender<Options> = {
  readonly open: (options: PostTo & Options) => Promise<void>;
  readonly burst: (options: BurstOptions) => Promise<Work>;
  readonly paced: (options: PacedOptions) => Promise<Work>;
};
