/** The body of a story part by part, each with its form. */
import type { ParagraphForm, Story } from './story.ts';

export type BodyPart = {
  readonly form: 'paragraph' | ParagraphForm;
  /** One line, but for what is preformatted. */
  readonly text: string;
};

export function bodyParts({ body, forms }: Pick<Story, 'body' | 'forms'>): readonly BodyPart[] {
  return body.map((text, index) => ({ form: forms?.[index] ?? 'paragraph', text }));
}
