/** What can happen to stories on a wire, step by step, each version made as the desk makes it. */
import * as fc from 'fast-check';

import { held, killed, published, released, rewritten } from '../../src/story/life.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import type { WireEvent } from '../../src/wire/event.ts';
import type { Store } from '../../src/wire/store.ts';
import { minimal } from '../support/stories.ts';

const ACTS = ['file', 'file under embargo', 'kill', 'hold', 'release', 'lift'] as const;

export type Step = { readonly act: (typeof ACTS)[number]; readonly story: number; readonly language: 'en' | 'fr' };

export const schedule: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS),
    story: fc.nat(4),
    language: fc.constantFrom('en', 'fr'),
  }),
  { maxLength: 30 },
);

const NOW = new Date('2026-11-24T12:00:00Z');
const EMBARGO = '2026-12-24T12:00:00Z';
const AGENCY = 'PANA';

/** Stands in that version and in no other. */
export function markOf({ slug, version }: Pick<StoryVersion, 'slug' | 'version'>): string {
  return `mark of ${slug} ${version}.`;
}

/** What the step makes of a story; nothing where it cannot be done. */
function nextVersion(last: StoryVersion | undefined, { act, story, language }: Step): StoryVersion | undefined {
  const slug = `story-${story}`;
  const words = {
    ...minimal.story,
    language,
    body: [markOf({ slug, version: (last?.version ?? 0) + 1 })],
    ...(act === 'file under embargo' && { embargo: EMBARGO }),
  };
  if (last === undefined) return firstVersion(slug, act, words);
  if (last.pubStatus === 'canceled') return undefined;
  const isHeld = last.heldBy !== undefined;
  if (act === 'kill') return killed(last, { agency: AGENCY, reason: 'withdrawn' }, NOW);
  if (act === 'hold') return isHeld ? undefined : held(last, { agency: AGENCY, reason: 'checked', by: 'desk' }, NOW);
  if (act === 'release') return isHeld ? released(last, { story: words }, undefined, NOW) : undefined;
  if (isHeld) return undefined;
  if (act === 'lift') return last.audience === 'trusted' ? published(last, { story: words }, NOW) : undefined;
  const isOut = last.audience === undefined && act === 'file under embargo';
  return isOut ? undefined : rewritten(last, words, undefined, NOW);
}

function firstVersion(slug: string, act: Step['act'], story: StoryVersion['story']): StoryVersion | undefined {
  const first = { ...minimal, guid: `urn:newsml:example.org:20261124:${slug}`, slug, story };
  if (act === 'file') return first;
  return act === 'file under embargo' ? { ...first, pubStatus: 'withheld', audience: 'trusted' } : undefined;
}

export type Committed = { readonly version: StoryVersion; readonly event: WireEvent };

/** A wire on which steps are taken one by one. */
export class Wire {
  readonly committed: Committed[] = [];
  readonly #store: Store;
  readonly #newest = new Map<number, StoryVersion>();
  /** Steps are taken as if nothing were done that only the trusted may know of. */
  readonly #withoutSecrets: boolean;

  constructor(store: Store, { withoutSecrets = false }: { readonly withoutSecrets?: boolean } = {}) {
    this.#store = store;
    this.#withoutSecrets = withoutSecrets;
  }

  async take(step: Step): Promise<void> {
    const version = nextVersion(this.#newest.get(step.story), step);
    if (version === undefined) return;
    this.#newest.set(step.story, version);
    if (this.#withoutSecrets && version.audience === 'trusted') return;
    const before = this.committed.filter((one) => one.version.guid === version.guid).length;
    const numbered = this.#withoutSecrets ? { ...version, version: before + 1 } : version;
    const [event] = await this.#store.log.append([{ version: numbered, committedAt: NOW.toISOString() }]);
    if (event !== undefined) this.committed.push({ version: numbered, event });
  }
}
