/**
 * Names to addresses. The name servers are asked by c-ares and not by `dns.lookup`, which holds a thread of libuv's
 * pool until they answer and has two of them: two subscribers with dead name servers would keep all others waiting.
 */
import { type LookupAddress, promises as dns } from 'node:dns';

/**
 * All addresses of a name, in the order in which to try them. Rejects with the codes of `getaddrinfo`: `ENOTFOUND` for
 * a name that is none, `EAI_AGAIN` where nobody says so.
 */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export type LookupLimits = {
  /** For the first question to a name server; c-ares doubles it for the second. */
  readonly questionMs: number;
  /** How long addresses of one family wait for those of the other: some name servers answer nothing about IPv6. */
  readonly otherFamilyMs: number;
  /** For all questions to all name servers. */
  readonly totalMs: number;
};

/** A look-up is part of connecting: it ends before the connector's five seconds do, so that its reason is the one told. */
const LIMITS: LookupLimits = { questionMs: 1_000, otherFamilyMs: 1_000, totalMs: 3_500 };
const TRIES = 2;

export type NameServerOptions = {
  /** As `dns.setServers` takes them. Default: the system's. */
  readonly servers?: readonly string[];
  readonly limits?: LookupLimits;
};

/** Asks the name servers, and no file of this machine. */
export function nameServers(options: NameServerOptions = {}): Resolve {
  return async (hostname) => {
    const { addresses, failures } = await askForBothFamilies(hostname, options);
    if (addresses.length === 0) throw lookupError(hostname, failures);
    return addresses;
  };
}

/** Names of the house (`webhooks.allow`) may stand in /etc/hosts or the like: the system looks them up its own way. */
export function houseNamesApart(isOfHouse: (hostname: string) => boolean, others: Resolve = nameServers()): Resolve {
  return (hostname) => (isOfHouse(hostname) ? dns.lookup(hostname, { all: true }) : others(hostname));
}

type Answers = { readonly addresses: readonly LookupAddress[]; readonly failures: readonly unknown[] };

async function askForBothFamilies(hostname: string, { servers, limits = LIMITS }: NameServerOptions): Promise<Answers> {
  // One for each look-up: it reads the system's list of name servers, which may have changed, and is cancelled alone.
  const resolver = new dns.Resolver({ timeout: limits.questionMs, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  const timers: NodeJS.Timeout[] = [];
  const cancelAfter = (ms: number): void => void timers.push(setTimeout(() => resolver.cancel(), ms));
  const ask = async (question: Promise<string[]>, family: 4 | 6): Promise<LookupAddress[]> => {
    const found = await question;
    cancelAfter(limits.otherFamilyMs);
    return found.map((address) => ({ address, family }));
  };
  cancelAfter(limits.totalMs);
  // IPv4 is tried first: a machine without a way to IPv6 is common, and does not always know it at once.
  const answers = await Promise.allSettled([ask(resolver.resolve4(hostname), 4), ask(resolver.resolve6(hostname), 6)]);
  for (const timer of timers) clearTimeout(timer);
  return {
    addresses: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
    failures: answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : [])),
  };
}

/** Of c-ares: no such name, and a name without addresses of that family. */
const NO_SUCH_NAME = new Set(['ENOTFOUND', 'EBADNAME']);
const NO_SUCH_ADDRESS = 'ENODATA';

/** With the codes of `getaddrinfo`: c-ares' ECONNREFUSED is the name server's, not the subscriber's. */
function lookupError(hostname: string, failures: readonly unknown[]): NodeJS.ErrnoException {
  const codes = failures.map((failure) => (failure instanceof Error && 'code' in failure ? String(failure.code) : ''));
  const isKnown = codes.some((code) => NO_SUCH_NAME.has(code)) || codes.every((code) => code === NO_SUCH_ADDRESS);
  const message = isKnown ? `there is no host ${hostname}` : `no name server says where ${hostname} is`;
  const cause = new AggregateError(failures);
  return Object.assign(new Error(message, { cause }), { code: isKnown ? 'ENOTFOUND' : 'EAI_AGAIN' });
}
