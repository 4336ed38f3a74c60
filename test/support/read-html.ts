/** HTML pages read by an independent parser, that of html-validate, and checked by its rules for valid HTML 5. */
import { HtmlValidate, type HtmlElement, Parser, StaticConfigLoader } from 'html-validate';

import { decodeHtml } from './decode-html.ts';

const loader = new StaticConfigLoader({ extends: ['html-validate:standard'] });
const validator = new HtmlValidate(loader);
const config = await loader.getConfigFor('page.html');

/** What is wrong with the page, `rule: message (line)`; nothing where it is valid. */
export async function htmlFaults(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`),
  );
}

export function readHtml(html: string): HtmlElement {
  return new Parser(config).parseHtml(html);
}

/** Tags, their nesting and the names of their attributes, without any text or value. */
export function outlineOf(element: HtmlElement): string {
  const attributes = element.attributes.map(({ key }) => key).join(' ');
  return `${element.tagName}[${attributes}](${element.childElements.map(outlineOf).join(',')})`;
}

export function elementOf(root: HtmlElement, selector: string): HtmlElement {
  const element = root.querySelector(selector);
  if (element === null) throw new Error(`the page has no ${selector}`);
  return element;
}

/** The text that a reader sees. Throws where it holds a reference that HTML does not know. */
export function textOf(element: HtmlElement): string {
  return decodeHtml(element.textContent);
}

export function attributeOf(element: HtmlElement, name: string): string | undefined {
  const value = element.getAttributeValue(name);
  return value === null ? undefined : decodeHtml(value);
}

/** The NewsArticle of a story's page. */
export function structuredDataOf(root: HtmlElement): Readonly<Record<string, unknown>> {
  return JSON.parse(elementOf(root, 'script').textContent) as Record<string, unknown>;
}
