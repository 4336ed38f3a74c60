import { expect, it } from 'vitest';

import { chosenPictures } from '../../../src/copy/pictures/chosen-pictures.ts';
import type { KeptPicture } from '../../../src/story/picture.ts';

function picture(file: string): KeptPicture {
  return { hash: file, file, contentType: 'image/jpeg', bytes: 1, width: 1, height: 1 };
}

const LISTED = [{ caption: 'The first' }, { caption: 'The second' }];

it('pictures have the words that are written for their places', () => {
  const { pictures, findings } = chosenPictures([picture('storm.jpg'), picture('storm-2.jpg')], LISTED);
  expect(pictures.map(({ file, caption }) => [file, caption])).toEqual([
    ['storm.jpg', 'The first'],
    ['storm-2.jpg', 'The second'],
  ]);
  expect(findings).toEqual([]);
});

it('a picture has not the words of the one before it that cannot be used', () => {
  const { pictures, findings } = chosenPictures([undefined, picture('storm-2.jpg')], LISTED);
  expect(pictures.map(({ file, caption }) => [file, caption])).toEqual([['storm-2.jpg', 'The second']]);
  expect(findings).toHaveLength(1);
});

it('without words of their own those stay that can be used', () => {
  expect(chosenPictures([undefined, picture('storm-2.jpg')], undefined).pictures).toEqual([picture('storm-2.jpg')]);
});
