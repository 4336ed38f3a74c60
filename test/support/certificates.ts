/** X.509 certificates of the test's own (RFC 5280), since node:crypto reads them but makes none: P-256 keys, valid or wrong as asked. */
import { generateKeyPairSync, sign } from 'node:crypto';

import { bits, context, implicit, integer, octets, oid, sequence, set, time, truth, utf8 } from './der.ts';

export type Certified = {
  /** PEM, as `node:tls` takes them. */
  readonly cert: string;
  readonly key: string;
};

export type Authority = Certified & { readonly name: string };

export type Wanted = {
  /** DNS names, none of which may be an address. */
  readonly names: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
};

const COMMON_NAME = '2.5.4.3';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const SUBJECT_ALT_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const DAY_MS = 24 * 3_600_000;

/** A root that may sign others. */
export function authority(name: string): Authority {
  return { name, ...issue({ subject: name, names: [], isAuthority: true }) };
}

/** For these names, signed by that authority; by itself where none is given. */
export function certificate(wanted: Wanted, by?: Authority): Certified {
  return issue({ ...wanted, subject: wanted.names[0] ?? 'nobody', isAuthority: false }, by);
}

type Issue = Wanted & { readonly subject: string; readonly isAuthority: boolean };

let serial = 1_000;

function issue({ subject, names, from, until, isAuthority }: Issue, by?: Authority): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ECDSA_SHA256));
  const now = Date.now();
  serial += 1;
  const body = sequence(
    context(0, integer(2)),
    integer(serial),
    algorithm,
    nameOf(by?.name ?? subject),
    sequence(time(from ?? new Date(now - DAY_MS)), time(until ?? new Date(now + DAY_MS))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(isAuthority ? constraints() : alternativeNames(names))),
  );
  const signature = sign('sha256', body, by === undefined ? privateKey : by.key);
  return {
    cert: pem('CERTIFICATE', sequence(body, algorithm, bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid(COMMON_NAME), utf8(commonName))));
}

const CRITICAL = truth(true);
const DNS_NAME = 2;

function constraints(): Buffer {
  return sequence(oid(BASIC_CONSTRAINTS), CRITICAL, octets(sequence(truth(true))));
}

function alternativeNames(names: readonly string[]): Buffer {
  const all = names.map((name) => implicit(DNS_NAME, Buffer.from(name)));
  return sequence(oid(SUBJECT_ALT_NAME), octets(sequence(...all)));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}
