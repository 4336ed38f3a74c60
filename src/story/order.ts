/** What the front matter of a story orders to be done with it. */

export type FrontOrders = {
  /** Why it is withdrawn, for good. */
  readonly kill?: string;
  /** Nobody may use it for as long as this line stands. */
  readonly hold?: { readonly reason?: string };
  /** What was wrong and where. */
  readonly correction?: string;
};
