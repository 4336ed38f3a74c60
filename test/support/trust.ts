/** Lets this process trust an authority of the test's own beside the system's, until the test ends. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { onTestFinished } from 'vitest';

import type { Authority } from './certificates.ts';

/** For agents that are made from now on. */
export function trust({ cert }: Authority): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}
