/** Whom the hub serves, and for how long: what an operator may set (`websub` in wiredesk.yaml). */
import type { TargetPolicy } from '../delivery/target.ts';

export type HubPolicy = {
  /** Strangers name callbacks: so it is not the policy of webhooks, whose exceptions are for partners. */
  readonly callbacks: TargetPolicy;
  /** Where a subscriber does not say how long. */
  readonly leaseMs: number;
  readonly leaseMaxMs: number;
  readonly subscriptionsMax: number;
  readonly perHostMax: number;
};

/** A shorter one would have subscribers ask all the time. */
const LEASE_MIN_MS = 5 * 60_000;

/** What the subscriber gets, whatever it has asked for: never without an end (WebSub §5.3.1, §8.2). */
export function leaseOf(askedSeconds: number | undefined, { leaseMs, leaseMaxMs }: HubPolicy): number {
  const wanted = askedSeconds === undefined ? leaseMs : askedSeconds * 1_000;
  return Math.min(Math.max(wanted, LEASE_MIN_MS), leaseMaxMs);
}
