/** Who has a place among those under way: so many in all, so many of one host. */

export type PlaceLimits = {
  readonly inFlightMax: number;
  /** Whoever is slow there must not take all places. */
  readonly perHostMax: number;
};

export type Places = {
  readonly free: () => number;
  readonly isCrowded: (host: string) => boolean;
  readonly crowdedHosts: () => readonly string[];
  readonly ids: () => readonly number[];
  readonly take: (id: number, host: string) => void;
  readonly leave: (id: number) => void;
};

export function placesOf({ inFlightMax, perHostMax }: PlaceLimits): Places {
  const hosts = new Map<number, string>();
  const ofHost = new Map<string, number>();
  const isCrowded = (host: string): boolean => (ofHost.get(host) ?? 0) >= perHostMax;
  const count = (host: string, change: 1 | -1): void => {
    const now = (ofHost.get(host) ?? 0) + change;
    if (now > 0) ofHost.set(host, now);
    else ofHost.delete(host);
  };
  return {
    free: () => inFlightMax - hosts.size,
    isCrowded,
    crowdedHosts: () => [...ofHost.keys()].filter(isCrowded),
    ids: () => [...hosts.keys()],
    take(id, host) {
      hosts.set(id, host);
      count(host, 1);
    },
    leave(id) {
      const host = hosts.get(id);
      if (host !== undefined && hosts.delete(id)) count(host, -1);
    },
  };
}
