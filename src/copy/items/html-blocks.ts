/**
 * HTML text to blocks. Its tags are taken as they come, by the tokenizer of the HTML standard alone: the standard's tree
 * can be made to grow out of a small text without bound (HTML §13.2.4.3, formatting elements are opened anew in each
 * paragraph), and what is wanted are paragraphs.
 */
import { type Token, Tokenizer, TokenizerMode } from 'parse5';

import { type Block, BlockWriter } from './blocks.ts';

/** What these hold is no markup (HTML §13.2.6.4.4, "in head", and §13.2.6.4.7, "in body"). */
const MODES: ReadonlyMap<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]> = new Map([
  ['script', TokenizerMode.SCRIPT_DATA],
  ...['style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript'].map(
    (name) => [name, TokenizerMode.RAWTEXT] as const,
  ),
  ...['title', 'textarea'].map((name) => [name, TokenizerMode.RCDATA] as const),
]);

export function blocksOfHtml(html: string): readonly Block[] {
  const writer = new BlockWriter();
  const onText = ({ chars }: Token.CharacterToken): void => writer.text(chars);
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: false },
    {
      onStartTag: ({ tagName }) => {
        writer.open(tagName);
        tokenizer.state = MODES.get(tagName) ?? tokenizer.state;
      },
      onEndTag: ({ tagName }) => writer.close(tagName),
      onCharacter: onText,
      onWhitespaceCharacter: onText,
      onNullCharacter: ignored,
      onComment: ignored,
      onDoctype: ignored,
      onEof: ignored,
    },
  );
  tokenizer.write(html, true);
  return writer.end();
}

function ignored(): void {
  // Neither comments nor document types are text.
}
