/** From a commit to each of its deliveries. */
import type { Arrival } from '../processes/receiver.ts';
import type { Commit } from '../processes/wiredesk-sender.ts';

export type Latencies = { readonly latencies: readonly number[]; readonly missing: number };

/** To each of so many hosts, in milliseconds; what has not come counts as if it had come at the end. */
export function latenciesOf(
  commits: readonly Commit[],
  arrivals: readonly Arrival[],
  hosts: number,
  endedAt: number,
): Latencies {
  const answeredAt = new Map(arrivals.map(({ host, seq, at }) => [`${host} ${seq}`, at]));
  const latencies: number[] = [];
  let missing = 0;
  for (const { seq, at } of commits) {
    for (let host = 0; host < hosts; host += 1) {
      const answered = answeredAt.get(`${host} ${seq}`);
      if (answered === undefined) missing += 1;
      latencies.push((answered ?? endedAt) - at);
    }
  }
  return { latencies, missing };
}
