/**
 * What README.md promises of settings: once a desk has read them, everything is written with them, whatever was in the way,
 * and no document stays as it was before; and a feed keeps its address.
 */
import { broken } from '../broken-promise.ts';
import type { StoryVersion } from '../../../src/story/story.ts';
import { isExpired, isPublic } from './life-of-versions.ts';
import { isCoded } from './promises.ts';
import { type NamedFeed, type Settings, settingsIn } from './settings.ts';
import type { Tree } from './tree.ts';

type Look = {
  readonly settings: Settings;
  readonly newest: readonly StoryVersion[];
  readonly now: number;
};

export class SettingsShown {
  /** Those that there have ever been. */
  readonly #named = new Set<string>();

  /** After a pass that has ended well, with the newest settings. */
  check(tree: Tree, { settings, newest, now }: Look): void {
    const versions = newest.filter(isPublic);
    checkWords(tree, settings, versions);
    const main = textOf(tree, 'rss.xml');
    checkHub(main, settings);
    const listed = versions.filter((version) => version.pubStatus === 'usable' && !isExpired(version, now));
    const wanted = Math.min(settings.items, listed.length);
    const shown = listed.filter((version) => hasItem(main, version)).length;
    if (shown < wanted) broken(`rss.xml has ${shown} stories, and is to have ${wanted}`);
    for (const feed of settings.named) {
      this.#named.add(feed.name);
      checkNamed(tree, feed, { settings, newest: listed, now });
    }
    for (const name of this.#named) {
      if (settings.named.some((feed) => feed.name === name)) continue;
      if (/<item>/.test(textOf(tree, `${name}/rss.xml`))) broken(`${name}/ has ended, and has stories`);
    }
  }
}

/** What a notice or a credit line says was so when it was written. */
function checkWords(tree: Tree, { yaml }: Settings, versions: readonly StoryVersion[]): void {
  const allowed = new Set([...settingsIn(yaml), ...settingsIn(JSON.stringify(versions))]);
  for (const [path, { bytes }] of tree) {
    if (isCoded(path)) continue;
    for (const word of settingsIn(bytes.toString('latin1'))) {
      if (!allowed.has(word)) broken(`${path} has ${word}, which wiredesk.yaml no longer says`);
    }
  }
}

function checkHub(main: string, { hub }: Settings): void {
  const announced = /<atom:link rel="hub" href="([^"]*)"/.exec(main)?.[1];
  if (announced !== hub) broken(`rss.xml announces the hub ${announced}, and is to announce ${hub}`);
}

function checkNamed(tree: Tree, feed: NamedFeed, { settings, newest }: Look): void {
  const { name, language = settings.language } = feed;
  const text = textOf(tree, `${name}/rss.xml`);
  if (!text.includes(`<language>${language}</language>`)) broken(`${name}/rss.xml is not in ${language}`);
  const archives = [...tree.keys()].filter((path) => path.startsWith(`${name}/archives/rss-`) && path.endsWith('.xml'));
  const all = [text, ...archives.map((path) => textOf(tree, path))];
  for (const version of newest) {
    const isWanted = isOf(feed, version);
    if (!isWanted && hasItem(text, version)) broken(`${name}/rss.xml has ${version.guid}, which is not for it`);
    if (isWanted && !all.some((each) => hasItem(each, version))) broken(`${name}/ is without ${version.guid}`);
  }
}

function isOf({ place, section, urgency }: NamedFeed, { story }: StoryVersion): boolean {
  if (urgency !== undefined) return story.urgency <= urgency;
  if (section !== undefined) return story.section?.toLowerCase() === section.toLowerCase();
  return place?.includes(story.dateline?.place?.country?.code ?? '') === true;
}

function textOf(tree: Tree, path: string): string {
  return tree.get(path)?.bytes.toString() ?? broken(`${path} is not there, and a feed keeps its address`);
}

function hasItem(text: string, { guid }: StoryVersion): boolean {
  return text.includes(`>${guid}</guid>`);
}
