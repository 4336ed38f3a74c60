/** A desk's WebSub: its hub, or word to another; while it runs, or once for what is due. */
import type { Distributed } from '../websub/distributor.ts';
import type { HubObserver } from '../websub/hub-log.ts';
import type { Hub } from '../websub/hub.ts';
import { linkHeader } from '../websub/links.ts';
import { abortOf } from './delivery.ts';
import { hubOf } from './hub-of.ts';
import { lockDelivery, PUBLISH } from './locks.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import type { PassObserver } from './pass-runner.ts';
import { watchWire } from './watch-wire.ts';
import { openDistributor, openHub, openWebSub, type WebSubDesk } from './websub-parts.ts';

export type RunningWebSub = AsyncDisposable &
  PassObserver & {
    /** Absent where this desk is no hub. */
    readonly hub?: Hub;
    /** The Link field of what lies at a path below `feeds/`, where it has one. */
    readonly linkOf: (path: string) => string | undefined;
  };

/** Less often than for webhooks: a look at all feeds hangs on it. */
const REVISION_POLL_MS = 1_000;

const STOP_GRACE_MS = 5_000;

const NONE: RunningWebSub = {
  passEnded: () => undefined,
  linkOf: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Runs until disposed of; the caller holds the delivery lock. */
export async function startWebSub(desk: OpenDesk, log: Log, observers: readonly HubObserver[]): Promise<RunningWebSub> {
  const announced = hubOf(desk);
  if (announced === undefined) return NONE;
  const parts = await openWebSub(desk, announced, log, observers);
  const distributor = await openDistributor(parts);
  const wake = (): void => distributor.wake();
  const own = announced.kind === 'own' ? await openHub(parts, distributor) : undefined;
  const watch = watchWire(desk, log, wake, REVISION_POLL_MS);
  return {
    ...(own !== undefined && { hub: own.hub }),
    linkOf: (path) => linkTo(path, parts),
    passEnded: ({ pass }) => {
      if (pass !== undefined && pass.documentCount > 0) wake();
    },
    async [Symbol.asyncDispose]() {
      watch[Symbol.dispose]();
      try {
        await Promise.all([own?.stop(STOP_GRACE_MS), distributor.stop(STOP_GRACE_MS)]);
      } finally {
        await parts.transport.agent.destroy();
      }
    },
  };
}

function linkTo(path: string, { announced, topics }: WebSubDesk): string | undefined {
  return topics.isTopic(path) ? linkHeader({ hub: announced.url, self: topics.urlOf(path) }) : undefined;
}

/** Sends once what is due now. Where another process delivers for this desk, it is left to that one. */
export async function distributeWhatIsDue(desk: OpenDesk, log: Log, signal: AbortSignal): Promise<Distributed> {
  const nothing: Distributed = { delivered: 0, failed: 0 };
  const announced = hubOf(desk);
  if (announced === undefined || signal.aborted) return nothing;
  if (announced.kind === 'own' && (await desk.store.websub.documents()).length === 0) return nothing;
  using lock = await lockDelivery(desk.folders, PUBLISH, signal);
  if (lock === undefined) return nothing;
  const parts = await openWebSub(desk, announced, log, []);
  const distributor = await openDistributor(parts);
  const settled = distributor.settle();
  try {
    await Promise.race([settled, abortOf(signal)]);
  } finally {
    await distributor.stop(STOP_GRACE_MS);
    await parts.transport.agent.destroy();
  }
  return await settled;
}
