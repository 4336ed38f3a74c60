import { describe, expect, it } from 'vitest';

import { DocumentTally, NO_DOCUMENTS } from '../../src/publish/changed-documents.ts';

describe('a tally of documents', () => {
  it('names them in order, each once, and counts each time', () => {
    const tally = new DocumentTally();
    for (const document of ['b.xml', 'a.xml', 'b.xml']) tally.add(document);
    expect(tally.take()).toEqual({ documents: ['a.xml', 'b.xml'], documentCount: 3 });
  });

  it('begins anew when it was taken', () => {
    const tally = new DocumentTally();
    tally.add('a.xml');
    tally.take();
    expect(tally.take()).toEqual(NO_DOCUMENTS);
  });

  it('counts all and names only some where they are many', () => {
    const many = new DocumentTally();
    for (let index = 0; index < 3_000; index += 1) many.add(`stories/${index}/index.html`);
    const all = new DocumentTally();
    all.add('a.xml');
    all.addAll(many.take());
    const { documents, documentCount } = all.take();
    expect(documentCount).toBe(3_001);
    expect(documents.length).toBeLessThan(1_500);
    expect(documents).toContain('a.xml');
  });
});
