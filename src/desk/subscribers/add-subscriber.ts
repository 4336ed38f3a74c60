/** Somebody more who gets events pushed. */
import { issueSecret, type Issued, type Signature } from '../../delivery/issue-secret.ts';
import type { RequestHeaders } from '../../delivery/request-headers.ts';
import { checkPlainSecret } from '../../delivery/superdesk-push.ts';
import { checkTarget } from '../../delivery/target.ts';
import { chosenFormats, PROFILE_FORMAT } from '../../formats/index.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { WEBSUB_NAME } from '../../websub/hub-log.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';
import { checkEmbargoFormat } from './embargo-format.ts';

export type NewSubscription = Pick<Subscriber, 'name' | 'url' | 'filter' | 'profile' | 'rate'> & {
  /** Or `profile`, which has its own. */
  readonly format?: string;
  readonly window?: number;
  readonly signature: Signature;
  /** With a profile: the secret that its operator has set already. */
  readonly pushSecret?: string;
  readonly isTrusted: boolean;
  /** First what is out already: of the last `24h`, or `all`. */
  readonly backfill?: string;
  readonly headers: RequestHeaders;
};

export type Added = {
  readonly subscriber: Subscriber;
  /** What its operator does not know yet and must be told, this once; absent where it signs by what they have. */
  readonly newSecret?: string;
};

/** Throws a `WiredeskError` that says what is wrong with it. */
export async function addSubscriber(desk: OpenDesk, wanted: NewSubscription): Promise<Added> {
  const { name, url, filter, profile, window, rate, isTrusted, headers } = wanted;
  checkName(name);
  const refusal = checkTarget(url, desk.settings.webhooks);
  if (refusal !== undefined) throw new WiredeskError(`${name} cannot be added: ${refusal}`);
  const format = formatOf(wanted);
  if (isTrusted) checkEmbargoFormat(format);
  const issued = issue(wanted);
  const subscriber = await desk.store.subscribers.add({
    name,
    url,
    format,
    filter,
    ...issued,
    ...(profile !== undefined && { profile }),
    ...(window !== undefined && { window }),
    isTrusted,
    ...(rate !== undefined && { rate }),
    requestHeaders: headers,
    createdAt: new Date().toISOString(),
    cursor: await firstPlace(desk, wanted.backfill),
  });
  const isKnown = issued.secret === wanted.pushSecret || issued.publicKey !== undefined;
  return { subscriber, ...(!isKnown && { newSecret: issued.secret }) };
}

function checkName(name: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) {
    throw new WiredeskError(`"${name}" is no name for a subscriber: use letters, digits, dots and hyphens, at most 64`);
  }
  if (WEBSUB_NAME.test(name)) {
    throw new WiredeskError(`${name} is how WebSub subscribers are called: take another name`);
  }
}

function formatOf({ format, profile, signature }: NewSubscription): string {
  if (profile === undefined) {
    if (format !== undefined) return format;
    throw new WiredeskError(
      `say what it gets: --format with one of ${[...chosenFormats.keys()].join(', ')}, or --profile superdesk`,
    );
  }
  if (format !== undefined) throw new WiredeskError('choose one: --format or --profile, which has its own format');
  if (signature !== 'v1') {
    throw new WiredeskError(`a subscriber with the profile ${profile} shares a secret: leave --signature out`);
  }
  return PROFILE_FORMAT[profile];
}

function issue({ profile, signature, pushSecret }: NewSubscription): Issued {
  if (profile === undefined && pushSecret !== undefined) {
    throw new WiredeskError('--push-secret goes with --profile; without one Wiredesk makes the secret');
  }
  return pushSecret === undefined ? issueSecret(signature) : { secret: checkPlainSecret(pushSecret) };
}

/** The head, or further back by so much. */
async function firstPlace({ store }: OpenDesk, backfill: string | undefined): Promise<number> {
  if (backfill === undefined) return (await store.log.head())?.seq ?? 0;
  if (backfill === 'all') return 0;
  return store.log.before(new Date(Date.now() - parseDuration(backfill)).toISOString());
}
