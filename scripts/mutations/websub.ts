/** Faults in how the hub follows the feeds, and whom it sends them to. */
import type { Mutation } from './mutation.ts';

export const OF_WEBSUB: readonly Mutation[] = [
  {
    name: 'a look that is slow notes what is no more',
    file: 'websub/notes.ts',
    from: 'const found = looks.get(document);',
    to: 'if (document !== "") return look(document);\n      const found = looks.get(document);',
  },
  {
    name: 'what is sent before it is owed is not noted',
    file: 'websub/distribution.ts',
    from: 'if (content.hash !== subscription.owed) await deps.notes.note(document);',
    to: '',
  },
  {
    name: 'nothing is sent where the feed is what was acknowledged last',
    file: 'websub/distribution.ts',
    from: 'const outcome = await deps.send',
    to: "if (content.hash === subscription.delivered) return resultOf(subscription, { kind: 'delivered', durationMs: 0, reason: '' }, content.hash, deps);\n    const outcome = await deps.send",
  },
  {
    name: 'what came of an attempt before a renewal counts after it',
    file: 'wire/sqlite-websub.ts',
    from: 'due_at = ?4,\n      last_error = ?5 WHERE id = ?1 AND verified_at = ?2',
    to: 'due_at = ?4,\n      last_error = ?5 WHERE id = ?1 AND coalesce(?2, 1)',
  },
  {
    name: 'who has renewed is ended by an answer of before',
    file: 'wire/sqlite-websub.ts',
    from: 'DELETE FROM websub_subscription WHERE id = ?1 AND verified_at = ?2',
    to: 'DELETE FROM websub_subscription WHERE id = ?1 AND coalesce(?2, 1)',
  },
  {
    name: 'what changes on its way is not owed',
    file: 'wire/sqlite-websub.ts',
    from: 'due_at = iif(owed = ?3, NULL, ?4)',
    to: 'due_at = NULL',
  },
  {
    name: 'what changes while a callback is asked is not looked at',
    file: 'websub/verification.ts',
    from: 'await notes.note(document).catch(lookAgain);',
    to: '',
  },
  {
    name: 'a subscription whose feed cannot be looked at waits for the next change',
    file: 'websub/verification.ts',
    from: 'await notes.note(document).catch(lookAgain);',
    to: 'await notes.note(document).catch(() => undefined);',
  },
  {
    name: 'a subscription needs no yes',
    file: 'websub/verification.ts',
    from: 'if (!(await isConfirmed(request, added, deps, signal))) return;',
    to: 'await isConfirmed(request, added, deps, signal);',
  },
  {
    name: 'a lease begins with the answer',
    file: 'websub/verification.ts',
    from: 'expiresAt: isoAt(askedAt + leaseMs),',
    to: 'expiresAt: isoAt(now() + leaseMs),',
  },
  {
    name: 'who is subscribed is told otherwise',
    file: 'websub/verification.ts',
    from: 'await notes.note(document).catch(lookAgain);',
    to: 'await notes.note(document);',
  },
  {
    name: 'what is cut off is noted as delivered',
    file: 'websub/distribution.ts',
    from: "if (signal.aborted && outcome.kind !== 'delivered') return undefined;",
    to: "if (signal.aborted) return resultOf(subscription, { ...outcome, kind: 'delivered' }, content.hash, deps);",
  },
  {
    name: 'what was heard at the end is not written',
    file: 'websub/distributor.ts',
    from: 'if (this.#results.length > 0) await this.#deps.store.settle(this.#results);',
    to: '',
  },
  {
    name: 'places are free before what came of them is written',
    file: 'websub/distributor.ts',
    from: 'if (result === undefined) this.#places.leave(subscription.id);',
    to: 'this.#places.leave(subscription.id);\n    if (result === undefined) this.#changes.check();',
  },
  {
    name: 'one host has all places',
    file: 'websub/places.ts',
    from: '>= perHostMax',
    to: '> inFlightMax',
  },
  {
    name: 'what has become due meanwhile is slept over',
    file: 'websub/distributor.ts',
    from: 'store.nextInstant(isoAt(askedAt))',
    to: 'store.nextInstant(isoAt(now()))',
  },
  {
    name: 'a hub that starts looks at nothing',
    file: 'websub/distributor.ts',
    from: '#isLookDue = true;\n  #isStopped',
    to: '#isLookDue = false;\n  #isStopped',
  },
  {
    name: 'a look that the store refused is not made again',
    file: 'websub/distributor.ts',
    from: '        this.#isLookDue = true;\n        throw error;',
    to: '        throw error;',
  },
  {
    name: 'leases never end',
    file: 'wire/sqlite-websub.ts',
    from: 'AND (expires_at IS NULL OR expires_at > ?1)',
    to: '',
  },
  {
    name: 'limits are passed by what is verified at one time',
    file: 'wire/sqlite-websub.ts',
    from: 'if (refusal !== undefined) return refusal;',
    to: '',
  },
  {
    name: 'an unsubscription that the store refuses is dropped',
    file: 'websub/verification.ts',
    from: 'await insist(() => deps.store.unsubscribe({ document, callbackKey }), deps, signal);',
    to: 'await deps.store.unsubscribe({ document, callbackKey });',
  },
  {
    name: 'an attempt that ends for nobody is forgotten by who subscribes anew',
    file: 'websub/verification.ts',
    from: "delivered: mayHaveBeenSent() ? '' : hasSeen,",
    to: 'delivered: hasSeen,',
  },
];
