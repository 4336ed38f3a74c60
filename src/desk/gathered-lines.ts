/**
 * Lines of a log, handed on many at a time: whoever writes them measures all that it holds at each, which costs more than
 * to make a line. None waits longer than a moment.
 */
export type Lines = { readonly write: (text: string) => unknown };

const CHARACTERS_MAX = 65_536;
const DELAY_MS = 50;

type Waiting = {
  readonly handOn: () => void;
  readonly writeNow: () => void;
};

const waiting = new Set<Waiting>();

// Of a process that ends by itself: what writes them has the time that it takes.
process.on('beforeExit', () => {
  for (const { handOn } of waiting) handOn();
});

// Of one that is ended: another thread would come too late.
process.on('exit', () => {
  for (const { writeNow } of waiting) writeNow();
});

/** `last` writes what waits when the process ends, before it returns. */
export function gatheredLines(to: Lines, last: (text: string) => void): Lines {
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  const own: Waiting = { handOn: () => void to.write(taken()), writeNow: () => last(taken()) };

  function taken(): string {
    const all = text;
    clearTimeout(timer);
    timer = undefined;
    waiting.delete(own);
    text = '';
    return all;
  }

  return {
    write(line) {
      text += line;
      if (text.length >= CHARACTERS_MAX) return own.handOn();
      if (timer !== undefined) return undefined;
      timer = setTimeout(own.handOn, DELAY_MS);
      timer.unref();
      waiting.add(own);
      return undefined;
    },
  };
}
