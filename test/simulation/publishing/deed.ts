/** What is done between two passes: by whom, to what, and what is told of it. */
import type { Dice } from '../random.ts';
import type { SimulatedDesk } from './desk.ts';
import type { Fate } from './life.ts';
import type { Newsroom } from './newsroom.ts';
import type { Sender } from './sender.ts';

export type Editing = {
  readonly desk: SimulatedDesk;
  readonly newsroom: Newsroom;
  readonly chances: Dice;
  readonly fate: Fate;
  readonly sender: Sender;
  /** How much of it all another system does. */
  readonly sent: number;
};

export type Deed = { readonly told: string; readonly saved?: readonly string[]; readonly hasDied?: boolean };

export function toldOf(end: Awaited<ReturnType<Editing['desk']['doing']>>): string {
  if (end === undefined) return '';
  return end.kind === 'died' ? ', and the desk died' : `: ${end.error.message.split('\n')[0]}`;
}
