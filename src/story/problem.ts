/** What is wrong with a file somebody wrote: where, what, and what to do, in one line. */

export type Problem = {
  /** As the user would name it: `stories/budget.txt`, `wiredesk.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** `error`: this file cannot be used. `warning`: it is used, and somebody should look. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
};

/** `stories/budget.txt:3:1: warning: ...`, the form that editors and terminals make clickable. */
export function describeProblem(problem: Problem): string {
  const label = problem.severity === 'warning' ? 'warning: ' : '';
  return `${placeOf(problem)}: ${label}${problem.message}`;
}

/** The same for a line of the log, which has a level of its own. */
export function logLineOf(problem: Problem): string {
  return `${placeOf(problem)}: ${problem.message}`;
}

function placeOf({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
