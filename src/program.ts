/** All commands in one program, and what a failure looks like. */
import { Command } from 'commander';

import { loadCommands } from './command-files.ts';
import { release } from './config/release.ts';
import { writeFailure } from './publish/write-failure.ts';
import { WiredeskError } from './story/wiredesk-error.ts';

/** Sets the exit code; never throws. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  outliveReaders();
  try {
    const [, , name] = argv;
    await (await createProgram(name)).parseAsync(argv);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`wiredesk: ${describe(error)}\n`);
  }
}

/**
 * Whoever reads along may have enough (`| head -1`): the work goes on without telling. What cannot be written for another
 * reason, such as a full disk, is not there, and a program that waits for it must know.
 */
function outliveReaders(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    process.stderr.write(`wiredesk: the answer could not be written: ${writeFailure(error)}\n`);
  });
}

/** With the command of that name; with all where there is none. */
export async function createProgram(name?: string): Promise<Command> {
  const program = new Command('wiredesk')
    .description('the distribution desk of a news agency: stories in, feeds and signed webhooks out')
    .version(release.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(wiredesk --help lists all commands)')
    // Both would repeat what was typed, and it may have been meant for another option: a secret, a token.
    .allowExcessArguments()
    .configureOutput({ outputError: (text, write) => write(withoutValue(text)) })
    .hook('preAction', (_, command) => refuseSurplus(command));
  for (const add of await loadCommands(name)) add(program);
  return program;
}

function refuseSurplus(command: Command): void {
  const expected = command.registeredArguments.length;
  const takesAny = command.registeredArguments.some(({ variadic }) => variadic);
  if (takesAny || command.args.length <= expected) return;
  const found = `${expected === 0 ? 'it takes none' : `it takes ${expected}`}, and there are ${command.args.length}`;
  command.error(`error: too many arguments for '${command.name()}': ${found}`);
}

/** `unknown option '--secrt=...'`: the name says enough. */
function withoutValue(text: string): string {
  return text.replace(/(unknown option '[^'=]+)=[^']*'/, "$1=...'");
}

function describe(error: unknown): string {
  // What went wrong first, and then what could not be ended well because of that.
  if (error instanceof SuppressedError) return `${describe(error.suppressed)}\nwiredesk: ${describe(error.error)}`;
  if (error instanceof WiredeskError) return error.message;
  const where = error instanceof Error ? error.stack : String(error);
  return `this is a fault in Wiredesk, please report it: ${where}`;
}
