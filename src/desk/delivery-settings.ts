/** What wiredesk.yaml says of deliveries, over what holds where it says nothing. */
import type { WebhookSettings } from '../config/operating-schema.ts';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery/settings.ts';

export function deliverySettings(written: WebhookSettings): DeliverySettings {
  const { patience, attempt, connection, inFlightMax } = DELIVERY_SETTINGS;
  const { timeouts } = written;
  return {
    patience: {
      retryDelaysMs: written.retry ?? patience.retryDelaysMs,
      suspendAfterMs: written.suspendAfter ?? patience.suspendAfterMs,
      deadLetterAfterMs: written.deadLetterAfter ?? patience.deadLetterAfterMs,
    },
    attempt: {
      totalMs: timeouts.total ?? attempt.totalMs,
      headersMs: timeouts.headers ?? attempt.headersMs,
      answerBytes: written.answerMax ?? attempt.answerBytes,
    },
    connection: {
      connectMs: timeouts.connect ?? connection.connectMs,
      keepAliveMs: written.keepAlive ?? connection.keepAliveMs,
    },
    inFlightMax: written.inFlight ?? inFlightMax,
  };
}
