/** What waits beside a subscriber's cursor, in a line for people: a story that it refused, or a kill that has not arrived. */
import type { Lane } from '../wire/subscriber.ts';

export function laneTrouble({ guid, kill, lastError, retryAt }: Lane): string {
  const what = kill === undefined ? 'waits by itself' : 'KILL NOT DELIVERED';
  return `${guid} ${what}: ${lastError ?? 'not tried yet'}, tried again at ${retryAt ?? 'once'}`;
}
