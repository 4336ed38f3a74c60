/** The way of an alert from this desk to the operator's webhook: by the guard that all webhooks go by. */
import type { AlertToSend } from '../alerts/alert-message.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { alertSecret, NO_ALERT_SECRET } from './alert-secret.ts';
import { deliverySettings } from './delivery-settings.ts';
import type { OpenDesk } from './open-desk.ts';

export type AlertPost = {
  /** One try. Trouble is an outcome, never a rejection. */
  readonly send: (alert: AlertToSend, signal: AbortSignal) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** The HTTP client is loaded with the first alert: on most days there is none. */
export function alertPost({ desk, settings, store }: OpenDesk, url: string): AlertPost {
  let client: ReturnType<typeof load> | undefined;
  let lastSecret: string | undefined;

  async function load() {
    const [{ deliveryAgent }, { postAlert }] = await Promise.all([
      import('../delivery/agent.ts'),
      import('../alerts/alert-message.ts'),
    ]);
    const { attempt: limits, connection } = deliverySettings(settings.webhooks);
    return { postAlert, limits, agent: deliveryAgent({ policy: settings.webhooks, limits: connection }) };
  }

  /** Asked for each time, so that a new one is used at once; the last one where the store is what the alert is about. */
  async function secretNow(): Promise<string | undefined> {
    try {
      lastSecret = await alertSecret(store);
    } catch (error) {
      if (lastSecret === undefined) throw error;
    }
    return lastSecret;
  }

  async function send(alert: AlertToSend, signal: AbortSignal): Promise<Outcome> {
    const secret = await secretNow();
    if (secret === undefined) return { kind: 'endpoint-failed', durationMs: 0, reason: NO_ALERT_SECRET };
    client ??= load();
    const { postAlert, limits, agent } = await client;
    const { name, version } = desk.generator;
    const transport = { agent, limits, userAgent: `${name}/${version}`, now: Date.now };
    return postAlert(alert, { url, secret, agency: desk.agency.name }, transport, signal);
  }

  return {
    send: (alert, signal) =>
      send(alert, signal).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        return { kind: 'endpoint-failed', durationMs: 0, reason };
      }),
    async close() {
      if (client !== undefined) await (await client).agent.destroy();
    },
  };
}
