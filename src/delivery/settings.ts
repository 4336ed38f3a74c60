/** What an operator may set of deliveries (`webhooks` in wiredesk.yaml), and what holds where nothing is said. */
import { PATIENCE, type Patience } from './patience.ts';
import { IN_FLIGHT_MAX } from './placing.ts';

export type DeliverySettings = {
  readonly patience: Patience;
  readonly attempt: AttemptLimits;
  readonly connection: ConnectionLimits;
  /** Attempts at a time, to all subscribers together; kills have places of their own besides. */
  readonly inFlightMax: number;
};

export type AttemptLimits = {
  /** From start to the last byte of the answer: undici's own time-outs are idle times, a dripping receiver outlives them. */
  readonly totalMs: number;
  readonly headersMs: number;
  readonly answerBytes: number;
};

export type ConnectionLimits = {
  /** For the look-up of the name, TCP and TLS. */
  readonly connectMs: number;
  /** How long an idle connection is kept. */
  readonly keepAliveMs: number;
};

export const DELIVERY_SETTINGS: DeliverySettings = {
  patience: PATIENCE,
  attempt: { totalMs: 15_000, headersMs: 10_000, answerBytes: 64 * 1024 },
  // News comes minutes apart, and a TLS handshake costs more than all the rest of a delivery.
  connection: { connectMs: 5_000, keepAliveMs: 5 * 60_000 },
  inFlightMax: IN_FLIGHT_MAX,
};
