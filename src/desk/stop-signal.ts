/** How a command that takes its time is stopped. */

/** Given on the first Ctrl-C or SIGTERM, so that what is under way can end well; the second one ends the process. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
