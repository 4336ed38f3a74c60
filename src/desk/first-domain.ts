/**
 * The domain that the desk's first story went out under. Feeds keep it in their ids for life (RFC 4287 §4.2.6): under
 * another one readers would take them for other feeds, and show all that is in them anew.
 */
import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';
import type { Log } from './log.ts';

const FIRST = 'first-domain';
const TOLD = 'told-domain';

/** The desk, with the domain of its feeds where that is another than its stories get now. */
export async function withFirstDomain(desk: Desk, store: Pick<Store, 'log' | 'note' | 'setNote'>): Promise<Desk> {
  const { domain } = desk.agency;
  const first = await store.note(FIRST);
  if (first === domain) return desk;
  if (first === undefined || (await store.log.head()) === undefined) {
    await store.setNote(FIRST, domain);
    return desk;
  }
  return { ...desk, agency: { ...desk.agency, feedDomain: first } };
}

/** Once for each: an agency may have a new name, or somebody's finger has slipped. */
export async function tellOfOtherDomain(
  { agency: { domain, feedDomain } }: Desk,
  store: Pick<Store, 'note' | 'setNote'>,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  if (((await store.note(TOLD)) ?? feedDomain ?? domain) === domain) return;
  await store.setNote(TOLD, domain);
  log.warn(
    feedDomain === undefined
      ? `agency.domain in wiredesk.yaml is ${domain} again, as when the first story went out`
      : `agency.domain in wiredesk.yaml is ${domain}, and was ${feedDomain} when the first story went out: what is out keeps its guids, ` +
          `the feeds keep their ids, and each new story gets a guid of ${domain}, for ever. If that is not meant, set it back before the next one is out`,
  );
}
