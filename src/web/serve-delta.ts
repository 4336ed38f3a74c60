/**
 * The answer 226 (IM Used) of RFC 3229, for readers that say `A-IM: feed` and which version of the feed they have. Not where
 * somebody stands between that may be a cache, unless the operator knows better (`http.deltas`): those that do not know
 * RFC 3229, nginx among them, put their own version into a reader's request and leave its `A-IM` there. The reader then gets
 * what is new to the cache and not to itself; and where it is the cache that asks, behind a stale answer, the cache has
 * nothing that it may keep, and goes on being stale.
 */
import { type Answer, fieldLines } from './answers.ts';
import { documentHeaders } from './document-headers.ts';
import { deltaOf, itemised } from './feed-delta.ts';
import type { Fields } from './fields.ts';
import { tagsIn } from './preconditions.ts';
import { isRelayed, type Relay } from './relayed.ts';
import { encodedIn, hashOfTag, representationOf } from './representation.ts';
import type { FileServing, Sent } from './serve-file.ts';
import { readWeights } from './weights.ts';

/** `undefined`: not asked for, or not to be had; the whole document says the same. */
export async function serveDelta(sent: Sent, relay: Relay, serving: FileServing): Promise<Answer | undefined> {
  if (serving.deltas === 'never' || (serving.deltas === 'direct' && isRelayed(relay))) return undefined;
  const { headers } = relay;
  const accepted = headers.get('a-im');
  if (accepted === null || !takesFeeds(accepted)) return undefined;
  const { file, coding, content } = sent;
  const base = baseOf(sent, headers, serving);
  if (base === undefined) return undefined;
  const key = `${file.keys[coding]}-since-${base.hash}`;
  const delta = await serving.cache.get(key, async () => {
    const whole = await representationOf(file, 'identity', serving);
    const feed = whole && itemised(file.segments, whole.bytes);
    const text = feed && deltaOf(feed, base.items);
    return text === undefined ? undefined : { ...content, bytes: await encodedIn(text, coding) };
  });
  if (delta === undefined || delta.bytes.byteLength >= content.bytes.byteLength) return undefined;
  return {
    status: 226,
    headers: fieldLines({
      ...documentHeaders({ ...sent, content: delta }, serving.robots),
      im: 'feed',
      'delta-base': base.tag,
      // §10.8.1: a cache that does not know deltas must not take it for the document.
      'cache-control': 'no-store, im',
    }),
    body: delta.bytes,
  };
}

function takesFeeds(acceptedManipulations: string): boolean {
  return (readWeights(acceptedManipulations).get('feed') ?? 0) > 0;
}

type Base = { readonly tag: string; readonly hash: string; readonly items: ReadonlySet<string> };

/** Of the versions that the reader has, the first that is remembered. */
function baseOf({ file }: Sent, headers: Fields, { versions }: FileServing): Base | undefined {
  for (const tag of tagsIn(headers.get('if-none-match') ?? '')) {
    const hash = hashOfTag(tag);
    const items = versions.itemsOf(file.segments, hash);
    if (items !== undefined) return { tag, hash, items };
  }
  return undefined;
}
