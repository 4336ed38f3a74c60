/** Programs of Debian that tests run. In CI all of them are there (.ci/install-programs), for none may be skipped. */
import { spawnSync } from 'node:child_process';

/** Whether it can be started; who has it not is told by the name of the test that is skipped. */
export function hasProgram(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}
