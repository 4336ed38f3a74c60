/** What an operator reads of a file that waits. */
import type { Held } from '../publish/publish-pass.ts';

/** After the name of the file, in a log. */
export function heldNotice({ until, stays }: Held): string {
  if (until === undefined) {
    return 'is on hold: it goes out when its hold line is taken out, or by wiredesk release where it was held by command';
  }
  if (stays === undefined) return `is under embargo and goes out at ${until}`;
  return `its new words are under embargo and go out at ${until}; version ${stays} is out already and stays so: wiredesk hold takes it back`;
}

/** In a list of them. */
export function heldLine({ path, until, stays }: Held): string {
  const outside = stays === undefined ? '' : ` (version ${stays} stays out)`;
  return `${path} until ${until ?? 'released'}${outside}`;
}
