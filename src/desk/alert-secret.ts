/** The secret that alerts are signed with: from the environment, or sealed on the wire. */
import type { Store } from '../wire/store.ts';

export const ALERT_SECRET_VARIABLE = 'WIREDESK_ALERTS_SECRET';

const NAME = 'alerts';

export const NO_ALERT_SECRET: string =
  'alerts.webhook has no secret, so that nothing is sent to it: make one with wiredesk alerts secret, or set ' +
  ALERT_SECRET_VARIABLE;

/** What the environment says. */
export function givenAlertSecret(): string | undefined {
  const given = process.env[ALERT_SECRET_VARIABLE]?.trim();
  return given === '' ? undefined : given;
}

export async function alertSecret(store: Pick<Store, 'secret'>): Promise<string | undefined> {
  return givenAlertSecret() ?? store.secret(NAME);
}

export async function setAlertSecret(store: Pick<Store, 'setSecret'>, secret: string): Promise<void> {
  await store.setSecret(NAME, secret);
}
