/** A ping is told by its `webhook-id`, which is signed; a header that is not could be put on a story on its way. */
const PREFIX = 'ping_';

export function pingId(uuid: string): string {
  return PREFIX + uuid;
}

export function isPingId(webhookId: string): boolean {
  return webhookId.startsWith(PREFIX);
}
