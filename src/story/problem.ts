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
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const label = problem.severity === 'warning' ? 'warning: ' : '';
  return `${place}: ${label}${problem.message}`;
}
