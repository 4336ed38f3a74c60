/** What the hub sends and asks over the network: each call ends when the schedule says so, or when the hub cuts it off. */
import { onAbort } from '../../../src/delivery/on-abort.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import type { Ask, Send } from '../../../src/websub/messages.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Call, Machine } from '../machine.ts';
import type { Dice } from '../random.ts';
import type { Promises } from './promises.ts';
import { answerTo, answerToFeed, CUT_OFF, saysYes, STOPPED, takeFeed, type Asked, type Reader } from './reader.ts';

type NetworkOptions = {
  readonly machine: Machine;
  readonly dice: Dice;
  readonly note: (line: string) => void;
  readonly promises: Promises;
  readonly held: (check: () => void) => void;
  readonly readers: readonly Reader[];
  /** Each has its number in the address of its topic. */
  readonly requests: readonly Asked[];
};

type Ends<Answer> = {
  /** What is heard of it, and what has come of it. */
  readonly answer: () => Answer;
  /** It comes there, and nobody hears of it. */
  readonly arrives: () => void;
  readonly cutOff: () => Answer;
};

export function networkOf(options: NetworkOptions): { readonly send: Send; readonly ask: Ask } {
  const { machine: pc, dice, note, promises, held, readers, requests } = options;

  function readerAt(callback: string): Reader {
    const reader = readers.find((one) => one.callback === callback);
    if (reader === undefined) throw new Error(`nobody is at ${callback}`);
    return reader;
  }

  function call<Answer>(label: string, signal: AbortSignal, ends: Ends<Answer>): Promise<Answer> {
    note(`  ${label} begins`);
    return new Promise((resolve) => {
      const end = (answer: Answer): void => {
        forget();
        const at = pc.calls.indexOf(underWay);
        if (at !== -1) pc.calls.splice(at, 1);
        resolve(answer);
      };
      const underWay: Call = { label, complete: async () => end(ends.answer()), orphan: async () => ends.arrives() };
      pc.calls.push(underWay);
      const forget = onAbort(signal, () => {
        if (dice.chance(0.5)) ends.arrives();
        end(ends.cutOff());
      });
    });
  }

  return {
    send(subscription, { hash: text }, signal) {
      const { id, document, callback, secret } = subscription;
      const reader = readerAt(callback);
      held(() => promises.attemptBegins(subscription, text, pc.now()));
      const heard = (outcome: Outcome): Outcome => {
        promises.attemptEnds(id, outcome);
        return outcome;
      };
      const push = { document, text, secret };
      return call(`attempt ${reader.name} ${text}`, signal, {
        answer: () => heard(answerToFeed(reader, push, dice)),
        arrives: () => void (reader.mood === 'up' && takeFeed(reader, push)),
        cutOff: () => heard(STOPPED),
      });
    },
    ask({ callback, added }, signal) {
      const request = requests[Number(added['hub.topic']?.split('#')[1])];
      const reader = readerAt(callback);
      if (request === undefined) throw new Error(`nobody has asked for ${added['hub.topic']}`);
      const isDenial = added['hub.mode'] === 'denied';
      held(() => {
        if (!isDenial && request.state !== 'accepted') throw new BrokenPromise(`${reader.name} is asked twice`);
      });
      request.state = isDenial ? 'denied' : 'asked';
      request.askedAt = pc.now();
      return call(`question ${reader.name} ${added['hub.mode']} ${request.document}`, signal, {
        answer() {
          const answer = answerTo(reader, added['hub.challenge'] ?? '');
          if (!isDenial && answer.status === 200) saysYes(request);
          return answer;
        },
        arrives: () => undefined,
        cutOff: () => CUT_OFF,
      });
    },
  };
}
