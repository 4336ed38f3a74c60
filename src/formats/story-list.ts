/**
 * Stories as a newspaper's front has them: the lead with its standfirst, some more beside it, and the rest by day and hour.
 */
import type { Desk } from '../story/desk.ts';
import { calendarDateIn, type CalendarDate } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { summaryOf } from './feed-item.ts';
import { belowBase } from './feed-links.ts';
import { type Markup, markup } from './markup.ts';
import { languageUnless, shortened } from './page.ts';
import { clockHtml, dayHtml, firstCreatedHtml } from './page-date.ts';
import type { PageWords } from './page-words.ts';
import { withinBytes } from './within-bytes.ts';

/** A day of a busy desk. */
const STORIES_MAX = 50;
const SECONDS = 4;
const HEADLINE_CHARACTERS_MAX = 200;
const STANDFIRST_CHARACTERS_MAX = 400;
const SUMMARY_CHARACTERS_MAX = 180;
/** Of a page's 50 kB, for those that are no more than a line. */
const LINES_BYTES_MAX = 22_000;

type ListContext = {
  readonly desk: Desk;
  readonly words: PageWords;
  /** From the page to the front page. */
  readonly toRoot: string;
};

/** `latest` as in a feed. Unlike a feed reader, who comes here again has kept nothing that a notice would have to replace. */
export function latestSection(latest: readonly StoryVersion[], context: ListContext): Markup {
  const { words } = context;
  const [lead, ...others] = inOrder(
    latest.filter(({ pubStatus }) => pubStatus === 'usable').slice(0, STORIES_MAX),
    context,
  );
  const heading = markup`<h2 class="unseen" id="latest">${words.latest}</h2>`;
  if (lead === undefined)
    return markup`<section class="latest" aria-labelledby="latest">
${heading}
<p>${words.noStories}</p>
</section>`;
  const seconds = others.slice(0, SECONDS);
  return markup`<section class="latest" aria-labelledby="latest">
${heading}
<div class="front">
${leadArticle(lead, context)}${seconds.map((version) => secondArticle(version, context))}</div>
${days(others.slice(SECONDS), context)}</section>`;
}

/** When the newest of them came out. */
export function newestOf(latest: readonly StoryVersion[]): StoryVersion | undefined {
  return newestFirst(latest.filter(({ pubStatus }) => pubStatus === 'usable'))[0];
}

function newestFirst(stories: readonly StoryVersion[]): readonly StoryVersion[] {
  return stories.toSorted((a, b) => (publishedAt(a) < publishedAt(b) ? 1 : publishedAt(a) > publishedAt(b) ? -1 : 0));
}

/** First the lead: of the newest day's stories the most urgent, and of equally urgent ones the newest. */
function inOrder(stories: readonly StoryVersion[], { desk }: ListContext): readonly StoryVersion[] {
  const sorted = newestFirst(stories);
  const [newest] = sorted;
  if (newest === undefined) return [];
  const today = sorted.filter((version) => dayIn(version, desk) === dayIn(newest, desk));
  const lead = today.reduce((best, version) => (version.story.urgency < best.story.urgency ? version : best));
  return [lead, ...sorted.filter((version) => version !== lead)];
}

function dayIn(version: StoryVersion, { timeZone }: Desk): CalendarDate {
  return calendarDateIn(new Date(publishedAt(version)), timeZone);
}

function leadArticle(version: StoryVersion, context: ListContext): Markup {
  return markup`<article class="lead"${inItsLanguage(version, context)}>
<h3>${headline(version, context)}</h3>
<p class="standfirst">${shortened(summaryOf(version.story), STANDFIRST_CHARACTERS_MAX)}</p>
${placeAndDate(version, context)}</article>
`;
}

function secondArticle(version: StoryVersion, context: ListContext): Markup {
  return markup`<article${inItsLanguage(version, context)}>
<h3>${headline(version, context)}</h3>
<p>${shortened(summaryOf(version.story), SUMMARY_CHARACTERS_MAX)}</p>
${placeAndDate(version, context)}</article>
`;
}

function headline({ story, slug }: StoryVersion, { desk, toRoot }: ListContext): Markup {
  const address = toRoot + belowBase(storyUrl(slug, desk), desk);
  return markup`<a href="${address}">${shortened(story.headline, HEADLINE_CHARACTERS_MAX)}</a>`;
}

function placeAndDate(version: StoryVersion, { desk }: ListContext): Markup {
  return markup`<p class="dates">${placeOf(version)}${firstCreatedHtml(version, version.story.language, desk.timeZone)}</p>
`;
}

function placeOf({ story }: StoryVersion): Markup | false {
  const place = story.dateline?.place?.name;
  return place !== undefined && markup`<bdi>${shortened(place, HEADLINE_CHARACTERS_MAX)}</bdi> · `;
}

function inItsLanguage({ story }: StoryVersion, { words }: ListContext): Markup {
  return languageUnless(words.language, story.language);
}

type Line = Markup & { readonly day: CalendarDate };

/** Under each day its stories, by the hour. */
function days(stories: readonly StoryVersion[], context: ListContext): Markup | false {
  const lines = withinBytes(
    stories.map((version) => line(version, context)),
    LINES_BYTES_MAX,
  );
  if (lines.length === 0) return false;
  const { language } = context.words;
  const byDay = [...new Set(lines.map(({ day }) => day))].map(
    (day) => markup`<section class="day">
<h3>${dayHtml(day, language)}</h3>
<ul>
${lines.filter((each) => each.day === day)}</ul>
</section>
`,
  );
  return markup`<div class="days">
${byDay}</div>
`;
}

function line(version: StoryVersion, context: ListContext): Line {
  const { desk } = context;
  const clock = clockHtml(version, version.story.language, desk.timeZone);
  const place = version.story.dateline?.place?.name;
  const dates = markup`${place !== undefined && markup`<bdi>${shortened(place, HEADLINE_CHARACTERS_MAX)}</bdi>`}${place !== undefined && clock !== undefined && ' · '}${clock}`;
  const { html } =
    markup`<li${inItsLanguage(version, context)}>${headline(version, context)}${dates.html !== '' && markup` <span class="dates">${dates}</span>`}</li>
`;
  return { html, day: dayIn(version, desk) };
}
