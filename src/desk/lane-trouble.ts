/** What waits beside a subscriber's cursor, in a line for people: a story that it refused, or a kill that has not arrived. */
import type { Lane, Subscriber } from '../wire/subscriber.ts';

export function laneTrouble({ guid, kill, lastError, retryAt }: Lane, state: Subscriber['state']): string {
  const what = kill === undefined ? 'waits by itself' : 'KILL NOT DELIVERED';
  const next = state === 'active' ? `tried again at ${retryAt ?? 'once'}` : `not tried while it is ${state}`;
  return `${guid} ${what}: ${lastError ?? 'not tried yet'}, ${next}`;
}
