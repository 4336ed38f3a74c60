/** Who has subscribed by WebSub, for the operator: known by a name like the other subscribers, and ended on demand. */
import { NotFoundError } from '../story/wiredesk-error.ts';
import { WEBSUB_NAME, websubName } from '../websub/hub-log.ts';
import { deny } from '../websub/verification.ts';
import type { Store } from '../wire/store.ts';
import type { WebSubSubscription } from '../wire/websub-shelf.ts';
import { hubOf, type AnnouncedHub } from './hub-of.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import { openAsk, openWebSub } from './websub-parts.ts';

/** What an operator may see: no secret, and no callback, which a caller may show without its query. */
export type WebSubSubscriber = Pick<
  WebSubSubscription,
  'id' | 'topic' | 'document' | 'createdAt' | 'expiresAt' | 'deliveredAt' | 'failures' | 'failingSince' | 'lastError'
> & {
  readonly kind: 'websub';
  readonly name: string;
  readonly url: string;
  /** It does not have the feed as it is now. */
  readonly isBehind: boolean;
  readonly isSigned: boolean;
  readonly nextTry?: string;
};

export async function websubSubscribers({ websub }: Pick<Store, 'websub'>): Promise<readonly WebSubSubscriber[]> {
  return (await websub.all()).filter(({ kind }) => kind === 'subscriber').map(subscriberOf);
}

function subscriberOf(subscription: WebSubSubscription): WebSubSubscriber {
  const {
    secret,
    callback,
    verifiedAt: _verifiedAt,
    delivered: _delivered,
    owed: _owed,
    withdrawalSince: _withdrawalSince,
    dueAt,
    ...rest
  } = subscription;
  return {
    ...rest,
    kind: 'websub',
    name: websubName(subscription),
    url: callback,
    isBehind: dueAt !== undefined,
    isSigned: secret !== undefined,
    ...(dueAt !== undefined && { nextTry: dueAt }),
  };
}

/** What keeps the feed from it, what it had last, and until when it holds. Of earlier attempts nothing is kept. */
export function websubOutlook(subscriber: WebSubSubscriber): string {
  const { expiresAt, isBehind, deliveredAt, failures, lastError, nextTry } = subscriber;
  const trouble = lastError === undefined ? '' : `${lastError}, ${failures} in a row, tried again at ${nextTry}`;
  const parts = [
    trouble === '' && isBehind ? 'under way' : trouble,
    deliveredAt === undefined ? '' : `had it last at ${deliveredAt}`,
    `until ${expiresAt}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Who is told of changes, and how that fares. */
export type WebSubStatus = {
  /** Absent where the feeds announce none. */
  readonly hub?: AnnouncedHub;
  readonly subscribers: readonly WebSubSubscriber[];
  /** Of a hub elsewhere: how many feeds it has been told of as they are, and how many not yet. */
  readonly told: number;
  readonly untold: number;
  readonly lastError?: string;
};

export async function websubStatus(desk: OpenDesk): Promise<WebSubStatus> {
  const hub = hubOf(desk);
  const ofHub = (await desk.store.websub.all()).filter(({ kind }) => kind === 'hub');
  const untold = ofHub.filter(({ delivered, owed }) => delivered !== owed);
  const lastError = untold.find((each) => each.lastError !== undefined)?.lastError;
  return {
    ...(hub !== undefined && { hub }),
    subscribers: await websubSubscribers(desk.store),
    told: ofHub.length - untold.length,
    untold: untold.length,
    ...(lastError !== undefined && { lastError }),
  };
}

const ENDED = 'The operator of this hub has ended the subscription.';

/** `undefined` where that is not the name of one. Tells the subscriber (WebSub §5.2); returns what came of that. */
export async function endWebSub(desk: OpenDesk, name: string, log: Log): Promise<string | undefined> {
  const id = WEBSUB_NAME.exec(name)?.[1];
  if (id === undefined) return undefined;
  const subscription = await desk.store.websub.withId(Number(id));
  if (subscription?.kind !== 'subscriber') {
    throw new NotFoundError(`there is no ${name}: wiredesk subscribers list shows who there is`);
  }
  await desk.store.websub.remove(subscription.id);
  const { transport } = await openWebSub(desk, { kind: 'own', url: hubOf(desk)?.url ?? desk.desk.baseUrl }, log, []);
  try {
    const ask = await openAsk(transport);
    const told = await deny(subscription, ENDED, { ask, now: Date.now, log }, new AbortController().signal);
    return told.isTold ? 'it has been told' : `it could not be told: ${told.answer}`;
  } finally {
    await transport.agent.destroy();
  }
}
