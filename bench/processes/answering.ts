/** The other end of `startPeer`: a process that does what it is asked, one command at a time or several at once. */

export type Commands = { readonly [name: string]: (argument: never) => Promise<unknown> };

export type Question = { readonly id: number; readonly command: string; readonly argument: unknown };

export type Reply =
  | { readonly id: number; readonly result: unknown }
  /** What went wrong, with its stack. */
  | { readonly id: number; readonly trouble: string };

/** Answers until the parent lets go; then closes what is open, and the process ends. */
export function answer(commands: Commands, close: () => Promise<void>): void {
  process.on('message', ({ id, command, argument }: Question) => {
    // The other end knows the types: see `Peer`.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    void reply(id, commands[command] as (argument: unknown) => Promise<unknown>, argument);
  });
  process.on('disconnect', () => {
    // Not by itself: kept connections would hold it for minutes.
    void close().finally(() => process.exit());
  });
}

async function reply(id: number, act: (argument: unknown) => Promise<unknown>, argument: unknown): Promise<void> {
  try {
    send({ id, result: await act(argument) });
  } catch (error) {
    send({ id, trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function send(message: Reply): void {
  process.send?.(message);
}
