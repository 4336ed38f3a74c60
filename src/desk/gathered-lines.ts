/**
 * Lines of a log, handed on many at a time: whoever writes them measures all that it holds at each, which costs more than
 * to make a line. None waits longer than a moment, and what waits when the process ends is handed on then.
 */
export type Lines = { readonly write: (text: string) => unknown };

const CHARACTERS_MAX = 65_536;
const DELAY_MS = 50;

const waiting = new Set<() => void>();

process.on('exit', () => {
  for (const handOn of waiting) handOn();
});

export function gatheredLines(to: Lines): Lines {
  let text = '';
  let timer: NodeJS.Timeout | undefined;

  function handOn(): void {
    clearTimeout(timer);
    timer = undefined;
    waiting.delete(handOn);
    to.write(text);
    text = '';
  }

  return {
    write(line) {
      text += line;
      if (text.length >= CHARACTERS_MAX) return handOn();
      if (timer !== undefined) return undefined;
      timer = setTimeout(handOn, DELAY_MS);
      timer.unref();
      waiting.add(handOn);
      return undefined;
    },
  };
}
