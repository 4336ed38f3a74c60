/** The list of operations: a new one is a new file and a line here. */
import type { Operation } from '../operation.ts';
import { listEvents } from './list-events.ts';
import { listProblems } from './list-problems.ts';

export const operations: readonly Operation[] = [listEvents, listProblems];
