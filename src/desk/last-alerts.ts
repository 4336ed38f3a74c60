/** The last alerts, remembered on the wire: for whoever asks how the desk is, and so that none is told again too soon. */
import type { AlertType } from '../alerts/alert.ts';
import type { Store } from '../wire/store.ts';

export type LastAlert = {
  /** Its `webhook-id`. */
  readonly id: string;
  readonly type: AlertType;
  readonly about: string;
  /** ISO 8601. */
  readonly at: string;
  readonly message: string;
  /** When the operator's webhook has taken it, ISO 8601; absent where it has not, or there is none. */
  readonly toldAt?: string;
};

const NOTE = 'last-alerts';
/** Enough for the gate: it lets no more through in the time that it looks back at. */
export const LAST_ALERTS_MAX = 120;

/** The newest last. */
export async function lastAlerts(store: Pick<Store, 'note'>): Promise<readonly LastAlert[]> {
  const note = await store.note(NOTE);
  return note === undefined ? [] : (JSON.parse(note) satisfies readonly LastAlert[]);
}

export async function noteAlerts(store: Pick<Store, 'setNote'>, alerts: readonly LastAlert[]): Promise<void> {
  await store.setNote(NOTE, JSON.stringify(alerts));
}
