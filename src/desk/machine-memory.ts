/** How much of the machine's memory a desk takes for what it could do without. */
import { totalmem } from 'node:os';

/** In bytes: of the machine, or of what a container or a service may have where that is less. */
function memoryOfMachine(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

const SHARE = 1 / 16;

/** Bytes for something that is kept only to be quick: as many as that, and fewer where there is less than 1 GiB. */
export function roomToKeep(mostBytes: number, memoryBytes: number = memoryOfMachine()): number {
  return Math.min(mostBytes, Math.floor(memoryBytes * SHARE));
}
