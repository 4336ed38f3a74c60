/** One line on a file that waits, for a person at the terminal. */
import type { Held } from '../publish/publish-pass.ts';

export function heldLine({ path, until, stays }: Held): string {
  const outside = stays === undefined ? '' : ` (version ${stays} stays out)`;
  return `${path} until ${until ?? 'released'}${outside}`;
}
