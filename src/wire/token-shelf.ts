/** The port to the access tokens of the HTTP API. Of the token itself only its SHA-256 is kept. */
import type { Filter } from '../story/filter.ts';

/** What a token may be used for: the room, and whether anything may be changed there. */
export const SCOPES = [
  'events:read',
  'stories:read',
  'stories:write',
  'subscribers:read',
  'subscribers:write',
  'deliveries:read',
  'status:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Instants are ISO 8601 UTC with milliseconds. */
export type AccessToken = {
  readonly id: number;
  /** Chosen by the operator; unique among those that are not revoked. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Nothing else is shown to its bearer. It never changes: what a bearer may have can be told from it for ever. */
  readonly filter: Filter;
  /** Sees stories under embargo, marked as such. Absent: no. */
  readonly isTrusted?: boolean;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** Not to the second: it is written now and then. */
  readonly lastUsedAt?: string;
};

export type NewAccessToken = Pick<
  AccessToken,
  'name' | 'scopes' | 'filter' | 'isTrusted' | 'createdAt' | 'expiresAt'
> & {
  /** SHA-256 of the token, in hex. */
  readonly hash: string;
};

export type TokenShelf = {
  /** Throws a `StoreError` with code `token-exists` where the name is taken. */
  add(token: NewAccessToken): Promise<AccessToken>;
  /** Those that are revoked or have expired among them. */
  all(): Promise<readonly AccessToken[]>;
  /** Whatever has become of it. */
  withHash(hash: string): Promise<AccessToken | undefined>;
  withId(id: number): Promise<AccessToken | undefined>;
  /** Whether there has ever been one. */
  any(): Promise<boolean>;
  /** False where no token of that name is left to revoke. */
  revoke(name: string, at: string): Promise<boolean>;
  /** When each was used last, by its id. */
  noteUse(uses: ReadonlyMap<number, string>): Promise<void>;
};

/** Whether it still counts, at that instant. */
export function isInForce({ expiresAt, revokedAt }: AccessToken, now: string): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now);
}
