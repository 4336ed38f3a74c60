import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import * as tree from '../../src/formats/xml-tree.ts';
import { xmlAttribute, xmlText } from '../../src/formats/xml.ts';
import { readXml } from '../support/read-xml.ts';
import { anyText } from '../support/text-arbitrary.ts';

type Node = {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Node[];
};

const attributes = fc.dictionary(fc.constantFrom('a', 'href', 'xml:lang'), anyText, { maxKeys: 3 });
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    name: fc.constantFrom('item', 'body.head', 'p'),
    namespace: fc.constantFrom(undefined, undefined, 'http://one.example/', 'http://two.example/'),
    attributes,
    text: anyText,
    children: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
  }),
}));

function appendToTree(parent: tree.XmlParent, { name, namespace, attributes: given, text, children }: Node): void {
  const own = children.length > 0 || namespace !== undefined ? undefined : text;
  const child =
    namespace === undefined ? tree.element(parent, name, given, own) : tree.elementIn(namespace, parent, name, given);
  for (const each of children) appendToTree(child, each);
}

function appendToDom(parent: XMLBuilder, { name, namespace, attributes: given, text, children }: Node): void {
  const child = namespace === undefined ? parent.ele(name) : parent.ele(namespace, name);
  for (const [attribute, value] of Object.entries(given)) child.att(attribute, xmlAttribute(value));
  if (children.length === 0 && namespace === undefined && text !== '') child.txt(xmlText(text));
  for (const each of children) appendToDom(child, each);
}

describe('XML from a tree', () => {
  it('is byte for byte what a DOM writes', () => {
    fc.assert(
      fc.property(node, (root) => {
        const dom = create({ version: '1.0', encoding: 'UTF-8' });
        appendToDom(dom, root);
        const document = tree.xmlDocument((parent) => appendToTree(parent, root));
        expect(document).toBe(`${dom.end({ prettyPrint: true })}\n`);
        expect(readXml(document).name).toBe(root.name);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out attributes without a value, and refuses what would come out otherwise', () => {
    expect(tree.xmlDocument((root) => tree.element(root, 'a', { b: undefined, c: 0 }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a c="0"/>\n',
    );
    expect(() => tree.xmlDocument((root) => tree.element(tree.element(root, 'a', {}, 'x'), 'b'))).toThrow('mix text');
    expect(() => tree.xmlDocument(() => undefined)).toThrow('one root');
  });
});
