/** Who would get a story, and why not the others. */
import { disagreements, type Disagreement } from '../../story/disagreements.ts';
import type { Instant } from '../../story/instant.ts';
import type { EventType } from '../../story/story.ts';
import { WITHDRAWALS } from '../../wire/event.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';
import { storyText, type NamedText } from '../story-named.ts';

export type Verdict = {
  readonly name: string;
  readonly state: Subscriber['state'];
  /** Now, or once it is resumed, or when its embargo ends. Of a withdrawn story: it has the text, or may have. */
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
  const all = await desk.store.subscribers.all();
  const isWithdrawn = WITHDRAWALS.includes(event);
  const subscribers =
    isWithdrawn && identity.guid !== undefined
      ? await whoHasIt(identity.guid, all, desk)
      : all.map((subscriber) => verdictOn(subscriber, { story, event }, embargo));
  return {
    ...identity,
    event,
    ...(embargo !== undefined && !isWithdrawn && { embargo }),
    headline: story.headline,
    subscribers,
  };
}

/** A withdrawal comes to whoever has the text or may have it, whatever the filter says, and to nobody else. */
async function whoHasIt(guid: string, all: readonly Subscriber[], { store }: OpenDesk): Promise<readonly Verdict[]> {
  const receivers = new Set((await store.subscribers.receivers(guid)).map(({ subscriberId }) => subscriberId));
  return all.map(({ id, name, state }) => ({ name, state, matches: receivers.has(id), disagreements: [] }));
}

function verdictOn(
  { name, state, filter, isTrusted }: Subscriber,
  told: Pick<NamedText, 'story' | 'event'>,
  embargo: Instant | undefined,
): Verdict {
  const found = disagreements(filter, told);
  const waits = embargo !== undefined && isTrusted !== true ? { getsItAt: embargo } : {};
  return { name, state, matches: found.length === 0, ...waits, disagreements: found };
}
