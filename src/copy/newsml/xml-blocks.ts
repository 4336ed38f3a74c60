/** Markup within an XML document to blocks: XHTML, NITF, or any other that has paragraphs. */
import { type Block, BlockWriter } from '../items/blocks.ts';
import type { XmlElement } from './xml.ts';

export function blocksOfXml(parent: XmlElement): readonly Block[] {
  const writer = new BlockWriter();
  writeInto(writer, parent);
  return writer.end();
}

function writeInto(writer: BlockWriter, element: XmlElement): void {
  for (const child of element.children) {
    if (typeof child === 'string') writer.text(child);
    else {
      const name = child.name.toLowerCase();
      writer.open(name);
      writeInto(writer, child);
      writer.close(name);
    }
  }
}
