/**
 * The room that V8 gives to objects that live shortly. It doubles while much is made, to 128 MB: the most of what a process
 * takes that publishes an archive, where a quarter does as well.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** So large it is let grow; it may double once more before that is seen. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** From then on, for the whole process. */
export function boundYoungGeneration(): void {
  new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    const mayGrow = young === undefined || young.space_size < ROOM_BYTES;
    // V8 looks at it each time that it would grow, and makes the room smaller by itself when little is made.
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
  }).observe({ entryTypes: ['gc'] });
}
