/** A certificate authority for one run, and a certificate of the receiver's hosts that it has signed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { hostOf } from './material.ts';

export type SelfMade = {
  /** For NODE_EXTRA_CA_CERTS of those who are to trust it: nothing in Wiredesk knows of it. */
  readonly authorityFile: string;
  readonly tls: { readonly key: string; readonly certificate: string };
};

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

/** `undefined` where there is no openssl(1) to make them. */
export function selfMade(folder: string, hosts: number): SelfMade | undefined {
  if (spawnSync('openssl', ['version'], { stdio: 'ignore' }).error !== undefined) return undefined;
  const at = (name: string): string => join(folder, name);
  const addresses = Array.from({ length: hosts }, (_, index) => `IP:${hostOf(index)}`);
  writeFileSync(at('hosts.conf'), `subjectAltName = ${addresses.join(', ')}\n`);
  const authority = ['-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Bench CA', '-days', '2'];
  openssl('req', '-x509', ...CURVE, ...authority);
  openssl('req', ...CURVE, '-keyout', at('receiver.key'), '-out', at('receiver.csr'), '-subj', '/CN=receiver');
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2'];
  openssl(
    'x509',
    '-req',
    '-in',
    at('receiver.csr'),
    ...signer,
    '-extfile',
    at('hosts.conf'),
    '-out',
    at('receiver.pem'),
  );
  const tls = { key: readFileSync(at('receiver.key'), 'utf8'), certificate: readFileSync(at('receiver.pem'), 'utf8') };
  return { authorityFile: at('ca.pem'), tls };
}

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
