/** The wire's store as a process sees it: every call takes its time. */
import { isInForce } from '../../../src/wire/token-shelf.ts';
import type { Store } from '../../../src/wire/store.ts';
import type { Machine } from '../machine.ts';

export function storeAtWork({ tokens, log, stories, ...store }: Store, pc: Machine): Store {
  return {
    ...store,
    tokens: {
      ...tokens,
      any: pc.through('look for tokens', () => tokens.any()),
      withHash: pc.through('read token by hash', (hash: string) => tokens.withHash(hash)),
      withId: pc.through('read token', (id: number) => tokens.withId(id)),
    },
    log: {
      ...log,
      head: pc.through('read head', () => log.head()),
      publicHead: pc.through('read public head', () => log.publicHead()),
      withPublicSeq: pc.through('read by number', (number: number) => log.withPublicSeq(number)),
      after: pc.through('read log', (seq: number, limit: number) => log.after(seq, limit)),
      kills: pc.through('look at kills', (seq: number) => log.kills(seq)),
    },
    stories: {
      ...stories,
      version: pc.through('read story', (guid: string, version?: number) => stories.version(guid, version)),
    },
  };
}

/** The same for the streams, whose look at a token is their own. */
export function storeOfStreams(atWork: Store, { tokens }: Store, pc: Machine, onEnded: (id: number) => void): Store {
  return {
    ...atWork,
    tokens: {
      ...atWork.tokens,
      withId: pc.through('look whether a token has ended', async (id: number) => {
        const token = await tokens.withId(id);
        if (token === undefined || !isInForce(token, new Date(pc.now()).toISOString())) onEnded(id);
        return token;
      }),
    },
  };
}
