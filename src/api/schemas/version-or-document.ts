/** What reading a story answers: JSON of the API's own, or a document in a format. */
import { z } from 'zod';

import { chosenFormats } from '../../formats/index.ts';
import type { OperationAnswer } from '../operation.ts';
import { storyVersion } from './story.ts';

const essences = [...chosenFormats.values()].map(({ mediaType }) => mediaType.split(';')[0] ?? '');

const ofFormat = z.looseObject({}).describe('In the format that was asked for, where that is JSON');

export const versionOrDocument: OperationAnswer = {
  description: 'The version; where a format was asked for, the document of that.',
  schema: z.union([storyVersion, ofFormat]),
  otherMediaTypes: [...new Set(essences)],
};
