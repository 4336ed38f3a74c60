/**
 * The room that V8 takes for objects. It gives those that live shortly up to 128 MB while much is made, and lets those that
 * live longer grow to several times of what is still used before it clears them away: most of what a process takes that
 * publishes an archive, where far less does as well.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** So large the room for the short-lived is let grow; it may double once more before that is seen. */
const YOUNG_BYTES = 8 * 1024 * 1024;

/** By so much the long-lived may grow before those that are no longer used are cleared away. */
const OLD_GROWTH_PERCENT = 30;

/** V8's own choice, by how much it gets done. */
const AS_V8_LIKES = 0;
const DOUBLED = 2;
const AS_IT_IS = 1;

/** For all threads of the process, until it is disposed of: a desk that delivers is quicker with as much as V8 likes. */
export function boundHeap(): Disposable {
  setOldGrowth(OLD_GROWTH_PERCENT);
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    const mayGrow = young === undefined || young.space_size < YOUNG_BYTES;
    // V8 looks at it each time that it would grow, and makes the room smaller by itself when little is made.
    setYoungGrowth(mayGrow ? DOUBLED : AS_IT_IS);
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    [Symbol.dispose]() {
      observer.disconnect();
      setOldGrowth(AS_V8_LIKES);
      setYoungGrowth(DOUBLED);
    },
  };
}

function setOldGrowth(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

function setYoungGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}
