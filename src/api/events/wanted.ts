/** Whether an event is for somebody, of those that have not been taken back since. Pure. */
import type { LoadedEvent } from '../../delivery/recent-events.ts';
import type { PushDocument } from '../../formats/format.ts';
import { isForDelivery } from '../../story/audience.ts';
import { compileFilter, type CompiledFilter, type Filter, matchesTerms } from '../../story/filter.ts';
import type { AccessToken } from '../../wire/token-shelf.ts';

/** What a client may see, and what it has asked for. */
export type Wanted = {
  readonly formatName: string;
  readonly format: PushDocument;
  /** Of its token. */
  readonly allowed: CompiledFilter;
  /** Of its request. */
  readonly asked: CompiledFilter;
  readonly isTrusted: boolean;
};

export type SeenVersion = Pick<LoadedEvent, 'version' | 'terms'>;

export function wantedBy(
  { filter, isTrusted = false }: Pick<AccessToken, 'filter' | 'isTrusted'>,
  asked: Filter,
  { name, format }: { readonly name: string; readonly format: PushDocument },
): Wanted {
  return { formatName: name, format, allowed: compileFilter(filter), asked: compileFilter(asked), isTrusted };
}

/**
 * Whether it sees what is under embargo: in a format without a field for that, a system would publish it at once, as with
 * webhooks.
 */
export function seesEmbargoed({ isTrusted, format }: Wanted): boolean {
  return isTrusted && format.saysEmbargo === true;
}

/** Whether it may know that there is such an event at all. */
export function mayKnow(wanted: Wanted, { event }: Pick<LoadedEvent, 'event'>): boolean {
  return event.audience === undefined || seesEmbargoed(wanted);
}

/** Of those, whether it is a kill or a hold, which goes to whoever may have the text. */
export function isWithdrawal(wanted: Wanted, { version }: Pick<LoadedEvent, 'version'>): boolean {
  return !isForDelivery(version, { isTrusted: wanted.isTrusted });
}

/** Of an event that it may know of and that is no withdrawal. */
export function isAskedFor({ allowed, asked }: Wanted, { terms }: Pick<LoadedEvent, 'terms'>): boolean {
  return matchesTerms(allowed, terms) && matchesTerms(asked, terms);
}

/**
 * Of a withdrawal. The cursor is the client's, so what it has is not known here: it may have every earlier version that its
 * token opens, whatever it asks for today.
 */
export function mayHaveOneOf({ allowed, isTrusted }: Wanted, earlier: readonly SeenVersion[]): boolean {
  return earlier.some(({ version, terms }) => isForDelivery(version, { isTrusted }) && matchesTerms(allowed, terms));
}
