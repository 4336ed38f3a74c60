import { expect, it } from 'vitest';

import { newsmlCatalog } from '../../src/formats/newsml-catalog.ts';
import { catalogDocumentFaults, ownCatalog } from '../support/newsml-rules.ts';
import { newsmlErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { sampleDesk } from '../support/stories.ts';

describeWithShared('the catalog of a desk', () => {
  it('is written as it always was, whatever is published', async () => {
    await expect(ownCatalog).toMatchFileSnapshot('../golden/catalog.xml');
    expect(newsmlCatalog.render([], [], sampleDesk)).toBe(ownCatalog);
  });

  it('is valid, and declares what IPTC does not', () => {
    expect(newsmlErrors(ownCatalog)).toEqual([]);
    expect(catalogDocumentFaults(ownCatalog)).toEqual([]);
  });

  it.each([
    ['an alias of IPTC', 'alias="svc"', 'alias="stat"', "alias stat is IPTC's"],
    ['no address of a scheme', 'uri="https://', 'uri="', 'scheme uri '],
  ])('%s would be found', (_, written, broken, found) => {
    expect(catalogDocumentFaults(ownCatalog.replace(written, broken)).join()).toContain(found);
  });
});
