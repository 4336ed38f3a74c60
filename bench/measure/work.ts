/** What one process has spent on a number of deliveries. */
import type { Figure } from '../section.ts';

export type Work = {
  readonly deliveries: number;
  readonly wallMs: number;
  /** User and system, of all threads. */
  readonly cpuMs: number;
};

/** Measures what happens until the promise is there. The number of deliveries is what it resolves to. */
export async function measured(act: () => Promise<number>): Promise<Work> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const deliveries = await act();
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { deliveries, wallMs, cpuMs: (user + system) / 1000 };
}

/** Deliveries a second. */
export function throughput({ deliveries, wallMs }: Work): number {
  return (deliveries * 1000) / wallMs;
}

/** Microseconds a delivery. */
export function cpuEach({ deliveries, cpuMs }: Work): number {
  return (cpuMs * 1000) / deliveries;
}

export function workFigures(side: string, works: readonly Work[]): Figure[] {
  return [
    { name: `${side}, deliveries`, unit: '/s', rounds: works.map(throughput) },
    { name: `${side}, CPU of the sender a delivery`, unit: 'µs', rounds: works.map(cpuEach) },
  ];
}

/** In a line, for the person who waits. */
export function workLine(side: string, work: Work): string {
  return `${side} ${Math.round(throughput(work))}/s, ${cpuEach(work).toFixed(1)} µs CPU`;
}
