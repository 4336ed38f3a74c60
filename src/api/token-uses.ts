/** When tokens were last used: noted in memory, and written together now and then, so that no request waits for the disk. */
import type { TokenShelf } from '../wire/token-shelf.ts';

export type TokenUses = {
  readonly note: (tokenId: number, at: Date) => void;
  /** Writes what has been noted. Rejects where the store refuses it; then it is kept for the next time. */
  readonly write: () => Promise<void>;
};

export function tokenUses(tokens: Pick<TokenShelf, 'noteUse'>): TokenUses {
  let noted = new Map<number, string>();
  return {
    note: (tokenId, at) => void noted.set(tokenId, at.toISOString()),
    async write() {
      if (noted.size === 0) return;
      const written = noted;
      noted = new Map();
      try {
        await tokens.noteUse(written);
      } catch (error) {
        noted = new Map([...written, ...noted]);
        throw error;
      }
    },
  };
}
