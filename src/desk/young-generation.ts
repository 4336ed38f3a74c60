/**
 * The room that V8 gives to objects that live shortly. It doubles while much is made, to 128 MB, and is not given back: the
 * most of what a process takes that publishes an archive, where a quarter does as well.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** So large it is let grow; it may double once more before that is seen. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** From then on, for the whole process. */
export function boundYoungGeneration(): void {
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < ROOM_BYTES) return;
    // Read by V8 each time that it would grow.
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}
