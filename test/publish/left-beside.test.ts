/** Pictures beside files that are no stories of their own: none of them goes out, and none is passed over in silence. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ninjsObject } from '../copy/items/items.ts';
import { jpeg } from '../support/pictures.ts';
import { captioned, deskWith, pictures } from './pictured-desk.ts';

const SLUGLINE = '---\nslugline: Senegal-Flood\n---\n';
const FIRST = `${SLUGLINE}Flood in Dakar\n\nDakar, Senegal (PANA) - The water rose on Monday.\n`;
const TAKE = `${SLUGLINE}2ND TAKE\nFlood in Dakar\n\nThe water fell on Tuesday.\n`;
const LEAD = `${SLUGLINE}1ST LEAD\nFlood in Dakar ends\n\nDakar, Senegal (PANA) - The water fell on Tuesday.\n`;

function item(version: string): string {
  return ninjsObject({ uri: 'urn:newsml:example.com:20261124:rain', version, headline: `Rain ${version}` });
}

describe('a picture that no story takes is told in every pass, until it lies elsewhere:', () => {
  it('beside a further take', async () => {
    const desk = await deskWith({ 'flood.txt': FIRST, 'more.txt': TAKE, 'more.jpg': jpeg() });
    const told = {
      file: 'stories/more.jpg',
      severity: 'error',
      message:
        'this picture is left out: stories/more.txt is a further take, and no story of its own. A picture of the story lies beside stories/flood.txt',
    };
    expect(await desk.publish()).toMatchObject({ problems: [told] });
    expect(await desk.publish()).toMatchObject({ updated: [], problems: [told] });
    await rm(join(desk.stories, 'more.jpg'));
    await desk.save('flood.jpg', jpeg());
    expect(await desk.publish()).toMatchObject({ updated: ['flood.txt'], problems: [] });
    expect(await desk.publish()).toMatchObject({ read: 0 });
  });

  it('beside a file whose story a lead has taken over, where it came later', async () => {
    const desk = await deskWith({ 'flood.txt': FIRST, 'flood.jpg': jpeg() });
    await desk.publish();
    await desk.save('lead.txt', LEAD);
    expect(await desk.publish()).toMatchObject({ updated: ['lead.txt'], problems: [] });
    expect(await pictures(desk)).toHaveLength(1);
    expect(await desk.publish()).toMatchObject({ read: 0, problems: [] });
    await desk.save('flood-1.jpg', captioned('The second'));
    const { problems } = await desk.publish();
    expect(problems).toMatchObject([
      {
        file: 'stories/flood-1.jpg',
        message: expect.stringMatching(/no longer the file of its story\. .* lies beside stories\/lead\.txt$/),
      },
    ]);
    expect(await pictures(desk)).toHaveLength(1);
  });

  it('beside an item that lies in the file of another one, with which it has gone out', async () => {
    const other = ninjsObject({ uri: 'urn:newsml:example.com:20261124:snow', version: '1', headline: 'Snow' });
    const desk = await deskWith({ 'new.json': item('2'), 'old.json': other, 'old.jpg': jpeg() });
    expect(await desk.publish()).toMatchObject({ problems: [] });
    await desk.save('old.json', item('1'));
    const told = { file: 'stories/old.jpg', message: expect.stringMatching(/is not the version of its story/) };
    expect(await desk.publish()).toMatchObject({ problems: [told] });
    expect(await desk.publish()).toMatchObject({ problems: [told] });
  });

  it('beside a file that has several items by now', async () => {
    const desk = await deskWith({ 'rain.json': item('1'), 'rain.jpg': jpeg() });
    expect(await desk.publish()).toMatchObject({ problems: [] });
    await desk.save('rain.json', `[${item('2')}, ${item('2').replace('rain', 'snow')}]`);
    const told = { file: 'stories/rain.jpg', message: expect.stringMatching(/one of several in a file/) };
    expect(await desk.publish()).toMatchObject({ problems: [told] });
    expect(await desk.publish()).toMatchObject({ problems: [told] });
  });

  it('beside a version of an item that is not the newest', async () => {
    const desk = await deskWith({ 'new.json': item('2') });
    await desk.publish();
    await desk.save('old.json', item('1'));
    await desk.save('old.jpg', jpeg());
    const told = { file: 'stories/old.jpg', message: expect.stringMatching(/is not the version of its story/) };
    expect(await desk.publish()).toMatchObject({ updated: [], problems: [told] });
    expect(await desk.publish()).toMatchObject({ problems: [told] });
  });
});
