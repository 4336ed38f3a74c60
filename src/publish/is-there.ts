import { access } from 'node:fs';

/**
 * Whether something is there that can be reached. By a callback: a promise of Node's takes three times as long, and a pass
 * asks for hundreds of names.
 */
export function isThere(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    access(file, (error) => resolve(error === null));
  });
}
