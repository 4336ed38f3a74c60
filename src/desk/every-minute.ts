/** What is looked at now and again while a desk runs. */
const MINUTE_MS = 60_000;

/** Looks now and every minute, until disposed of. */
export function everyMinute(look: () => void): Disposable {
  look();
  const timer = setInterval(look, MINUTE_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
