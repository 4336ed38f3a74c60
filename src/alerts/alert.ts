/** What the operator is told of at once, because somebody has to act, or may stop acting. */

export type AlertType =
  | 'subscriber.suspended'
  | 'subscription.ended'
  | 'delivery.dead'
  | 'kill.undelivered'
  | 'store.refusing'
  | 'store.answering'
  | 'disk.low'
  | 'disk.enough'
  | 'clock.behind'
  | 'clock.right'
  | 'pass.failing'
  | 'pass.working'
  | 'secrets.unreadable'
  | 'wire.gone'
  | 'test';

export type Alert = {
  readonly type: AlertType;
  /** Whom or what it is about: of the same type about the same, one an hour is enough. */
  readonly about: string;
  /** A sentence for people, with what they can do. Names and numbers only: no URL, no secret, no word of a story. */
  readonly message: string;
  /** The same for programs. */
  readonly facts: Readonly<Record<string, string | number | undefined>>;
};

/** Takes an alert and returns at once. */
export type Raise = (alert: Alert) => void;
