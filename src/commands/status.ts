/** `wiredesk status`: how the desk is, and how each subscriber fares. */
import type { Command } from 'commander';

import { laneTrouble } from '../desk/lane-trouble.ts';
import { heldLine } from '../desk/held-notice.ts';
import { openDesk } from '../desk/open-desk.ts';
import { deskStatus, type DeskStatus, type SubscriberStatus } from '../desk/status.ts';
import { websubOutlook, type WebSubSubscriber } from '../desk/websub-subscribers.ts';
import { bytesInShort } from '../story/byte-size.ts';
import { inShort } from '../story/duration.ts';
import { shownUrl } from '../desk/subscribers/shown.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from './terminal.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('how the desk is: who runs it, the log, the last pass, and how each subscriber fares')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(status);
}

async function status(options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const now = Date.now();
  const found = await deskStatus(desk, now);
  if (options.json) printJson({ ...found, websub: withoutQueries(found.websub) });
  else print([table(deskRows(found, now)), '', subscriberTable(found, now)].join('\n'));
}

function withoutQueries({ subscribers, ...rest }: DeskStatus['websub']): DeskStatus['websub'] {
  return { ...rest, subscribers: subscribers.map((each) => ({ ...each, url: shownUrl(each.url) })) };
}

function deskRows(found: DeskStatus, now: number): string[][] {
  const { agency, runBy, notDelivering, head, lastPass, subscribers, websub, disk, alerts, waitsSinceBackupOf } = found;
  const held = lastPass?.held ?? [];
  return [
    ['Desk', agency],
    ['Run by', runBy ?? 'nobody just now; run it with: wiredesk start'],
    ...(waitsSinceBackupOf === undefined
      ? []
      : [['', `NOTHING GOES OUT: made from a backup of ${waitsSinceBackupOf}, waits for: wiredesk restored`]]),
    ...(found.storiesOfLostWire === undefined
      ? []
      : [
          [
            '',
            `NOTHING GOES OUT: wire/ knows of no story, but feeds/ shows ${found.storiesOfLostWire}; wiredesk start says more`,
          ],
        ]),
    ...(notDelivering === undefined ? [] : [['Deliveries', `NONE: ${notDelivering}`]]),
    ['Log', head === undefined ? 'empty' : `${head.seq} events, the last ${ago(head.committedAt, now)}`],
    ['Last pass', lastPass === undefined ? 'none yet' : passLine(lastPass, now)],
    ...unusableRows(lastPass?.unusable ?? []),
    ...held.map((each, index) => [index === 0 ? 'Held' : '', heldLine(each)]),
    ['Backup', backupLine(found.lastBackup, now)],
    ['Disk', `${bytesInShort(disk.free)} free${disk.isLow ? ': ALMOST FULL' : ''}`],
    ...alertRows(alerts, now),
    ...websubRows(websub),
    ['Subscribers', String(subscribers.length + websub.subscribers.length)],
  ];
}

const UNUSABLE_SHOWN = 5;

/** Nothing of them is out, or nothing of what has been changed in them. */
function unusableRows(files: readonly string[]): string[][] {
  const shown = files.slice(0, UNUSABLE_SHOWN).map(visible);
  const more = files.length - shown.length;
  const lines = [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(files.length > 0 ? ['wiredesk check says why'] : []),
  ];
  return lines.map((line, index) => [index === 0 ? 'Not usable' : '', line]);
}

function backupLine(last: DeskStatus['lastBackup'], now: number): string {
  return last === undefined
    ? 'none yet; make one with: wiredesk backup TO'
    : `${ago(last.takenAt, now)} in ${last.folder}`;
}

function websubRows({ hub, subscribers, told, untold, lastError }: DeskStatus['websub']): string[][] {
  if (hub === undefined) return subscribers.length === 0 ? [] : [['WebSub', 'NO HUB: who has subscribed gets nothing']];
  const failing = subscribers.filter((each) => each.lastError !== undefined).length;
  const facts = [
    hub.url,
    ...(hub.kind === 'own' ? [] : [`told of ${told} feeds`]),
    ...(untold === 0 ? [] : [`not yet of ${untold}${lastError === undefined ? '' : `: ${lastError}`}`]),
    ...(hub.kind === 'own' || subscribers.length > 0 ? [counted(subscribers.length)] : []),
    ...(failing === 0 ? [] : [`${failing} failing`]),
  ];
  return [['WebSub', facts.join(', ')]];
}

function counted(subscriptions: number): string {
  return `${subscriptions} subscription${subscriptions === 1 ? '' : 's'}`;
}

const ALERTS_SHOWN = 5;

function alertRows({ last, notSent }: DeskStatus['alerts'], now: number): string[][] {
  const shown = last.slice(-ALERTS_SHOWN).map(({ at, message, toldAt }) => {
    const fate = notSent === undefined && toldAt === undefined ? ' (not sent yet, or not taken)' : '';
    return `${ago(at, now)}${fate}: ${visible(message)}`;
  });
  const lines = [...(last.length > 0 && notSent !== undefined ? [`not sent: ${notSent}`] : []), ...shown];
  return (lines.length === 0 ? ['none in seven days'] : lines).map((line, index) => [
    index === 0 ? 'Alerts' : '',
    line,
  ]);
}

function passLine(pass: NonNullable<DeskStatus['lastPass']>, now: number): string {
  const result = pass.ok
    ? `${pass.new} new, ${pass.updated} updated, ${pass.errors} not usable`
    : 'failed: the log of the desk says why';
  return `${ago(pass.endedAt, now)} by ${pass.by}: ${result}`;
}

/** Where there are more, only those in trouble are shown. */
const WEBSUB_SHOWN_MAX = 100;

function websubShown({ subscribers }: DeskStatus['websub']): readonly WebSubSubscriber[] {
  if (subscribers.length <= WEBSUB_SHOWN_MAX) return subscribers;
  return subscribers.filter(({ lastError }) => lastError !== undefined).slice(0, WEBSUB_SHOWN_MAX);
}

function websubFigures(subscriber: WebSubSubscriber, now: number): string[] {
  const { name, isBehind, failingSince } = subscriber;
  const oldest = failingSince === undefined ? '-' : inShort(Math.max(0, now - Date.parse(failingSince)));
  return [name, 'active', isBehind ? '1' : '0', oldest, '-', '-', '-', '-', '-', websubOutlook(subscriber)];
}

function subscriberTable({ subscribers, websub, runBy }: DeskStatus, now: number): string {
  if (subscribers.length + websub.subscribers.length === 0) {
    return 'There are no subscribers. Add one with: wiredesk subscribers add NAME URL --format ninjs';
  }
  return table([
    ['Name', 'State', 'Lag', 'Oldest', 'Got 24 h', 'Dead', 'Success', 'p50', 'p99', ''].map(dim),
    ...subscribers.map((subscriber) => [...figures(subscriber), outlook(subscriber, runBy !== undefined, now)]),
    ...websubShown(websub).map((subscriber) => websubFigures(subscriber, now)),
  ]);
}

function figures({ name, state, lag, lastDay }: SubscriberStatus): string[] {
  const { delivered, dead, successRate, latency } = lastDay;
  return [
    name,
    state,
    `${lag.events}${lag.isMore ? '+' : ''}`,
    lag.events === 0 ? '-' : inShort(lag.seconds * 1000),
    String(delivered),
    String(dead),
    successRate === undefined ? '-' : `${Math.floor(successRate * 1000) / 10} %`,
    latency === undefined ? '-' : inShort(latency.p50),
    latency === undefined ? '-' : inShort(latency.p99),
  ];
}

/** What happens next, and why: of the endpoint, and of what waits by itself. */
function outlook(subscriber: SubscriberStatus, isRunning: boolean, now: number): string {
  const own = endpointOutlook(subscriber, isRunning, now);
  const { state, waiting, untold } = subscriber;
  const told = new Set(waiting.map(({ guid }) => guid));
  return [
    ...(own === '' ? [] : [own]),
    ...waiting.map((lane) => laneTrouble(lane, state)),
    ...untold.filter(({ guid }) => !told.has(guid)).map(({ guid }) => `${guid} KILL NOT DELIVERED: it is ${state}`),
  ].join('; ');
}

function endpointOutlook(subscriber: SubscriberStatus, isRunning: boolean, now: number): string {
  const { name, state, lag, lastError, nextTry } = subscriber;
  if (state === 'ended') return `${lastError ?? 'ended'}: its endpoint wants no more`;
  if (state === 'paused') return `waits for: wiredesk subscribers resume ${name}`;
  if (state === 'suspended') return `${lastError ?? 'failed'} for days; waits for: wiredesk subscribers resume ${name}`;
  if (lag.events === 0) return '';
  if (!isRunning)
    return `${lastError === undefined ? '' : `${lastError}; `}goes on when the desk runs, or at the next publish`;
  if (lastError === undefined || nextTry === undefined) return 'under way';
  const wait = Date.parse(nextTry) - now;
  return `${lastError}; next try ${wait > 0 ? `in ${inShort(wait)}` : 'now'}`;
}

function ago(instant: string, now: number): string {
  return `${inShort(Math.max(0, now - Date.parse(instant)))} ago (${instant})`;
}
