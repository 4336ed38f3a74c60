/** The links by which a topic leads to its hub (WebSub §4, §7; RFC 8288 §3). */

export type TopicLinks = {
  readonly hub: string;
  /** The canonical address of the topic. */
  readonly self: string;
};

/** Both in one field (§7). An address as the URL parser has it holds neither `>` nor anything beyond ASCII. */
export function linkHeader({ hub, self }: TopicLinks): string {
  return `<${new URL(hub).href}>; rel="hub", <${new URL(self).href}>; rel="self"`;
}
