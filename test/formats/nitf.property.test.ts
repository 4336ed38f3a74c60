import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { nitf } from '../../src/formats/nitf.ts';
import { rightsOf } from '../../src/formats/text.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { only, readXml } from '../support/read-xml.ts';
import { nitfErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';

describeWithShared('any text in any field', () => {
  it('leaves an NITF document valid, and comes out as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const { story } = version;
        const xml = nitf.story?.render(version, desk) ?? '';
        expect(nitfErrors(xml)).toEqual([]);
        const root = readXml(xml);
        const body = only(root, 'body');
        const head = only(body, 'body.head');
        expect(only(body, 'body.content').children.map(({ text }) => text)).toEqual(story.body);
        expect(only(only(head, 'hedline'), 'hl1').text).toBe(story.headline);
        expect(only(head, 'byline').text).toBe(story.byline);
        expect(only(only(head, 'rights'), 'rights.limitations').text).toBe(rightsOf(story, desk).usageTerms);
        expect(only(only(body, 'body.end'), 'tagline').text).toBe(story.signOff?.text);
        const docdata = only(only(root, 'head'), 'docdata');
        expect(only(docdata, 'ed-msg').attributes['info']).toBe(story.edNote);
        expect(only(docdata, 'evloc').attributes['city']).toBe(story.dateline?.place?.name);
      }),
      { numRuns: 150 },
    );
  });
});
