/** Which outcomes of deliveries the operator is told of. */
import type { AttemptReport, DeliveryObserver, StoreRefusal, StoreWork, Suspension } from '../delivery/delivery-log.ts';
import { inShort } from '../story/duration.ts';
import type { Alert, Raise } from './alert.ts';

type DeliveryAlertsDeps = {
  readonly raise: Raise;
  /** A kill that has not arrived after so long. */
  readonly killAfterMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export function deliveryAlerts({ raise, killAfterMs, now }: DeliveryAlertsDeps): DeliveryObserver {
  return {
    attempted(report) {
      const { verdict, event } = report;
      if (verdict === 'dead') raise(deadLetter(report));
      else if (verdict === 'ended') raise(ended(report));
      else if (verdict === 'kill-again') {
        const ageMs = now() - Date.parse(event.committedAt);
        if (ageMs >= killAfterMs) raise(undeliveredKill(report, ageMs));
      }
    },
    suspended: (suspension) => raise(suspended(suspension)),
    storeRefused: (refusal) => raise(refusing(refusal)),
    storeAnswered: (work) => raise(answering(work)),
  };
}

function deadLetter({ subscriber: { name }, event, outcome, attempts }: AttemptReport): Alert {
  const { guid, version, seq } = event;
  return {
    type: 'delivery.dead',
    about: `${name} ${guid}`,
    message: `${name} has refused ${guid} (version ${version}) for good: ${outcome.reason}. See: wiredesk deliveries --dead --subscriber ${name}`,
    facts: { subscriber: name, guid, version, seq, attempts, reason: outcome.reason },
  };
}

function ended({ subscriber: { name }, outcome }: AttemptReport): Alert {
  return {
    type: 'subscription.ended',
    about: name,
    message: `${name} wants no more: its endpoint has answered ${outcome.reason}. If that is a mistake: wiredesk subscribers resume ${name}`,
    facts: { subscriber: name, reason: outcome.reason },
  };
}

function undeliveredKill({ subscriber: { name }, event, outcome }: AttemptReport, ageMs: number): Alert {
  const { guid, version, seq, committedAt } = event;
  return {
    type: 'kill.undelivered',
    about: `${name} ${guid}`,
    message: `${name} still has ${guid}: its kill has not arrived for ${inShort(ageMs)}: ${outcome.reason}. It is tried every minute; call them`,
    facts: { subscriber: name, guid, version, seq, committedAt, reason: outcome.reason },
  };
}

function suspended({ subscriber, failingSince, failures, lastError }: Suspension): Alert {
  return {
    type: 'subscriber.suspended',
    about: subscriber,
    message: `${subscriber} is suspended: nothing but failure since ${failingSince ?? 'long ago'}: ${lastError ?? 'no answer'}. When it works again: wiredesk subscribers resume ${subscriber}`,
    facts: { subscriber, failingSince, failures, lastError },
  };
}

const WORK: Readonly<Record<StoreWork, string>> = {
  read: 'the wire cannot be read',
  record: 'what becomes of deliveries cannot be recorded',
};

function refusing({ work, error }: StoreRefusal): Alert {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    type: 'store.refusing',
    about: work,
    message: `Deliveries wait: ${WORK[work]}: ${reason}. They go on by themselves when the store does`,
    facts: { work, reason },
  };
}

function answering(work: StoreWork): Alert {
  return {
    type: 'store.answering',
    about: work,
    message: `Deliveries go on: it is no longer so that ${WORK[work]}`,
    facts: { work },
  };
}
