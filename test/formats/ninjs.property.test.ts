import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { ninjs16 } from '../../src/formats/ninjs-1.6.ts';
import { ninjs22 } from '../../src/formats/ninjs-2.2.ts';
import { ninjs } from '../../src/formats/ninjs.ts';
import { rightsOf } from '../../src/formats/text.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { decodeParagraphs } from '../support/decode-html.ts';
import { ninjsErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';

const RUNS = { numRuns: 150 };

describeWithShared('any text in any field', () => {
  it('leaves a ninjs 3.1 document valid, and comes out as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const { story } = version;
        const json = ninjs.story?.render(version, desk) ?? '';
        expect(ninjsErrors('3.1', json)).toEqual([]);
        const document = JSON.parse(json);
        const { holder, notice, usageTerms } = rightsOf(story, desk);
        expect(document).toMatchObject({
          headlines: [{ value: story.headline }],
          slugline: story.slugline,
          by: story.byline,
          edNote: story.edNote,
          located: story.dateline?.place?.name,
          copyrightHolder: holder,
          copyrightNotice: notice,
          usageTerms,
          bodies: [{ value: story.body.join('\n\n') }, {}],
        });
        expect(decodeParagraphs(document.bodies[1].value)).toEqual(story.body);
      }),
      RUNS,
    );
  });

  it('leaves a ninjs 2.2 document valid, and comes out as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const { story } = version;
        const json = ninjs22.story?.render(version, desk) ?? '';
        expect(ninjsErrors('2.2', json)).toEqual([]);
        const document = JSON.parse(json);
        expect(document).toMatchObject({
          headlines: [{ value: story.headline }],
          slugline: story.slugline,
          by: story.byline,
          ednote: story.edNote,
          bodies: [{ value: story.body.join('\n\n') }, {}],
        });
        expect(decodeParagraphs(document.bodies[1].value)).toEqual(story.body);
      }),
      RUNS,
    );
  });

  it('leaves a ninjs 1.6 document valid, and comes out as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const { story } = version;
        const json = ninjs16.story?.render(version, desk) ?? '';
        expect(ninjsErrors('1.6', json)).toEqual([]);
        const document = JSON.parse(json);
        const { holder, notice, usageTerms } = rightsOf(story, desk);
        expect(document).toMatchObject({
          headline: story.headline,
          slugline: story.slugline,
          byline: story.byline,
          ednote: story.edNote,
          located: story.dateline?.place?.name,
          copyrightholder: holder,
          copyrightnotice: notice,
          usageterms: usageTerms,
          body_text: story.body.join('\n\n'),
        });
        expect(decodeParagraphs(document.body_html)).toEqual(story.body);
      }),
      RUNS,
    );
  });
});
