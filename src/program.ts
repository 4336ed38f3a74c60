/** All commands in one program, and what a failure looks like. */
import { Command } from 'commander';

import { release } from './config/release.ts';
import { addActs } from './commands/acts.ts';
import { addDeliveries } from './commands/deliveries.ts';
import { addInit } from './commands/init.ts';
import { addPublish } from './commands/publish.ts';
import { addReceive } from './commands/receive.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addStories } from './commands/stories.ts';
import { addSubscribers } from './commands/subscribers.ts';
import { addVerify } from './commands/verify.ts';
import { WiredeskError } from './story/wiredesk-error.ts';

/** Sets the exit code; never throws. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`wiredesk: ${describe(error)}\n`);
  }
}

export function createProgram(): Command {
  const program = new Command('wiredesk')
    .description('the distribution desk of a news agency: stories in, feeds and signed webhooks out')
    .version(release.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(wiredesk --help lists all commands)');
  for (const add of [
    addStart,
    addPublish,
    addInit,
    addStatus,
    addDeliveries,
    addSubscribers,
    addStories,
    addActs,
    addReceive,
    addVerify,
  ])
    add(program);
  return program;
}

function describe(error: unknown): string {
  if (error instanceof WiredeskError) return error.message;
  const where = error instanceof Error ? error.stack : String(error);
  return `this is a fault in Wiredesk, please report it: ${where}`;
}
