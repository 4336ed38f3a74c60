/** Words for readers or subscribers, as an option says them. */
import { InvalidArgumentError } from 'commander';

/** Blank they would stand in a notice or a correction that says nothing, as where a script's variable was empty. */
export function words(text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '') return trimmed;
  throw new InvalidArgumentError('it is empty: write what is to stand there.');
}
