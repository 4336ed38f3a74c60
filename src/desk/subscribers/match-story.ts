/** Who would get a story, and why not the others. */
import { disagreements, type Disagreement } from '../../story/disagreements.ts';
import type { Instant } from '../../story/instant.ts';
import type { EventType } from '../../story/story.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';
import { storyText } from '../story-named.ts';

export type Verdict = {
  readonly name: string;
  readonly state: Subscriber['state'];
  /** Now, or once it is resumed, or when its embargo ends. */
  readonly matches: boolean;
  /** It is not trusted with stories under embargo. */
  readonly getsItAt?: Instant;
  readonly disagreements: readonly Disagreement[];
};

export type Matched = {
  readonly guid?: string;
  readonly path?: string;
  readonly event: EventType;
  readonly embargo?: Instant;
  readonly headline: string;
  readonly subscribers: readonly Verdict[];
};

/** Throws a `WiredeskError` where there is no story by that name. */
export async function matchStory(desk: OpenDesk, named: string): Promise<Matched> {
  const { story, event, embargo, ...identity } = await storyText(desk, named);
  const subscribers = (await desk.store.subscribers.all()).map(({ name, state, filter, isTrusted }): Verdict => {
    const found = disagreements(filter, { story, event });
    const waits = embargo !== undefined && isTrusted !== true ? { getsItAt: embargo } : {};
    return { name, state, matches: found.length === 0, ...waits, disagreements: found };
  });
  return {
    ...identity,
    event,
    ...(embargo !== undefined && { embargo }),
    headline: story.headline,
    subscribers,
  };
}
