/** IPTC's own schemas, from ../shared, each loaded and compiled once, when first asked for. */
import { readFileSync } from 'node:fs';

import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

import { sharedFile } from './shared.ts';

const xsds = new Map<string, XsdValidator>();

/** What is wrong with a NewsML-G2 document by the XSD of 2.35; nothing when it is valid. */
export function newsmlErrors(xml: string): string[] {
  return xsdErrors('schemas/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd', xml);
}

/** What is wrong with an NITF document by the XSD of 3.6; nothing when it is valid. */
export function nitfErrors(xml: string): string[] {
  return xsdErrors('schemas/nitf/nitf-3-6.xsd', xml);
}

function xsdErrors(path: string, xml: string): string[] {
  const xsd = xsds.get(path) ?? loadXsd(path);
  xsds.set(path, xsd);
  try {
    using document = XmlDocument.fromString(xml);
    xsd.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
  }
}

export type NinjsVersion = '3.1' | '2.2' | '1.6';

const ninjs = new Map<NinjsVersion, ValidateFunction>();

/** What is wrong with a ninjs document by the JSON Schema of that version; nothing when it is valid. */
export function ninjsErrors(version: NinjsVersion, json: string): string[] {
  const validate = ninjs.get(version) ?? loadNinjsSchema(version);
  ninjs.set(version, validate);
  if (validate(JSON.parse(json))) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

function loadXsd(path: string): XsdValidator {
  // With it libxml2 finds xml.xsd, which the schemas import, in the same folder.
  xmlRegisterFsInputProviders();
  const file = requireShared(path);
  using schema = XmlDocument.fromString(readFileSync(file, 'utf8'), { url: file });
  return XsdValidator.fromDoc(schema);
}

/** 3.1 and 2.2 are written in JSON Schema 2020-12 and refer to GeoJSON's schema, 1.6 in draft 7. */
function loadNinjsSchema(version: NinjsVersion): ValidateFunction {
  const ajv = version === '1.6' ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS);
  formats.default(ajv);
  if (version !== '1.6') ajv.addSchema(readSchema('schemas/ninjs/GeoJSON.json'));
  return ajv.compile(readSchema(`schemas/ninjs/ninjs-schema_${version}.json`));
}

/** Both use keywords in ways that ajv's strict mode objects to. */
const OPTIONS = { strict: false, allErrors: true } as const;

function readSchema(path: string): AnySchemaObject {
  return JSON.parse(readFileSync(requireShared(path), 'utf8'));
}

function requireShared(path: string): string {
  const file = sharedFile(path);
  if (file === undefined) throw new Error(`no ../shared/${path}: tests that validate belong in describeWithShared`);
  return file;
}
