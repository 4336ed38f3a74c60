/** Makes many objects, first with the room for them bounded, then without: prints the most room that the young ones had, in MB. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';

import { boundHeap } from '../../src/desk/bounded-heap.ts';

const OBJECTS = 2_000_000;
const A_TURN = 20_000;
const KEPT_MAX = 400_000;

async function mostYoungRoom(): Promise<number> {
  let most = 0;
  let kept: object[] = [];
  for (let made = 0; made < OBJECTS; made += A_TURN) {
    for (let index = 0; index < A_TURN; index += 1) kept.push({ made, index });
    if (kept.length > KEPT_MAX) kept = [];
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    most = Math.max(most, young?.space_size ?? Infinity);
    await nextTurn();
  }
  return most / 1024 / 1024;
}

async function bounded(): Promise<number> {
  using _heap = boundHeap();
  return await mostYoungRoom();
}

process.stdout.write(JSON.stringify([await bounded(), await mostYoungRoom()]));
